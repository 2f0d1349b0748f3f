// SPDX-License-Identifier: Apache-2.0
// The words of Triton's config.pbtxt, for export and import.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stacmlm::author::triton {

/// A data type of MLM and Triton's.
struct Type {
  std::string_view mlm;
  std::string_view word;
};
std::span<const Type> types();

/// What loads an artifact. Where several rows have the same platform or backend, the first is the
/// one that an import takes.
struct Loader {
  std::string_view artifact;   ///< `mlm:artifact_type`
  std::string_view extension;  ///< of the file, where it tells; may be empty
  std::string_view platform;   ///< may be empty: the backend says it all
  std::string_view backend;
  std::string_view file;       ///< the name under which the backend looks for it
  std::string_view framework;  ///< `mlm:framework`; may be empty
};
std::span<const Loader> loaders();

/// The order of an image's dimensions, as Triton names it.
inline constexpr std::string_view kBandsFirst = "FORMAT_NCHW";
inline constexpr std::string_view kBandsLast = "FORMAT_NHWC";

/// LibTorch knows its tensors by number: Triton wants it behind the name.
inline constexpr std::string_view kNumberMark = "__";

inline constexpr std::int64_t kLargestBatch = INT32_MAX;  // an int32 there

}  // namespace stacmlm::author::triton

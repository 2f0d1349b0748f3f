// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace stacmlm::artifact {

struct ModelFile;

/// What is known of a kind of model file. All lists are words with one space between them.
struct Format {
  std::string_view name{};            ///< `onnx`
  std::string_view title{};           ///< `ONNX`
  std::string_view extensions{};      ///< `.onnx`, the usual one first
  std::string_view artifact_types{};  ///< words of `mlm:artifact_type` that mean it, the best first
  std::string_view media_types{};     ///< the best first; may be empty
  std::string_view framework{};       ///< MLM's word if only one framework writes it; may be empty
  bool is_read = false;               ///< false: recognised and named, and no more
  bool is_exchange = false;           ///< models of any framework are exported to it
};

/// Every format, in the order in which a file is tried.
std::span<const Format* const> formats();

/// The format of that name, or null.
const Format* find_format(std::string_view name);

/// The words of a list of Format.
std::vector<std::string_view> words_of(std::string_view list);

/// The best word of `mlm:artifact_type` for a file. Empty if its format has none, or has one for
/// each framework and the file does not say which.
std::string_view artifact_type_of(const ModelFile& file);

/// The name in ModelFile::format of a file that is none of them.
inline constexpr std::string_view kUnknownFormat = "unknown";

}  // namespace stacmlm::artifact

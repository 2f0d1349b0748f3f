// SPDX-License-Identifier: Apache-2.0
// The words of QGIS Deepness: keys of an ONNX file's metadata, whose values are JSON texts.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stacmlm::author::deepness {

/// A task of MLM and the `model_type` that does it. Where several tasks have one type, the first is
/// what an import takes.
struct ModelType {
  std::string_view task;
  std::string_view word;
};
std::span<const ModelType> model_types();

/// Keys that MLM has no member for: they stand in `mlm:hyperparameters` under the same name.
std::span<const std::string_view> settings();

/// Images have fewer; what says more is not believed.
inline constexpr std::int64_t kMostChannels = 10'000;

/// Deepness divides by this before it standardizes: it reads images of 8 bits.
inline constexpr double kLargestPixel = 255;
inline constexpr std::string_view kPixelType = "uint8";

inline constexpr double kCentimetres = 100;  // in a metre, for `resolution`

}  // namespace stacmlm::author::deepness

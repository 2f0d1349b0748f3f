// SPDX-License-Identifier: Apache-2.0
// ResizeMethod as OpenCV's resize does it for images of floats: MLM's `resize_type` speaks its
// words.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace stacmlm::run {

enum class ResizeMethod : std::uint8_t { kNearest, kLinear, kCubic, kArea, kLanczos4 };

/// The one that a `resize_type` names; nothing for `crop`, `pad`, and words that are no method.
std::optional<ResizeMethod> resize_method_of(std::string_view resize_type);

/// One axis of a resampling: each place of the result is a weighted sum of some places of the
/// source, all of them inside it.
struct ResizeAxis {
  std::vector<std::int32_t> begin;    ///< where the taps of each place start; one more at the end
  std::vector<std::int32_t> indices;  ///< of the source
  std::vector<float> weights;
};

/// Both axes, worked out once for a pair of sizes. Immutable: safe to use from several threads.
class Resizer {
 public:
  /// Sizes are positive and below 2^31.
  Resizer(ResizeMethod method, std::int64_t source_width, std::int64_t source_height,
          std::int64_t width, std::int64_t height);

  /// Rows lie behind one another; `target` has room for width x height. `spare` keeps its memory
  /// from call to call.
  void resize(const float* source, float* target, std::vector<float>& spare) const;
  void resize(const double* source, double* target, std::vector<double>& spare) const;

  /// The mask that goes with it: 0 (nodata) wherever a pixel that counts is 0.
  void resize_mask(const std::uint8_t* source, std::uint8_t* target) const;

  /// This is the resampling for that.
  [[nodiscard]] bool is_for(ResizeMethod method, std::int64_t source_width,
                            std::int64_t source_height, std::int64_t width,
                            std::int64_t height) const {
    return method == method_ && source_width == source_width_ && source_height == source_height_ &&
           width == width_ && height == height_;
  }

 private:
  template <class Number>
  void run(const Number* source, Number* target, std::vector<Number>& spare) const;

  ResizeMethod method_;
  std::int64_t source_width_;
  std::int64_t source_height_;
  std::int64_t width_;
  std::int64_t height_;
  ResizeAxis columns_;
  ResizeAxis rows_;
  float box_ = 0;  ///< weight of each pixel where the result is a plain mean of whole pixels
};

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
// From the scores of a model to pixels of the result.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/raster/pixel_type.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// The part of a model's output that is kept.
struct OutputPart {
  std::int64_t column = 0;
  std::int64_t row = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::int64_t all_width = 0;  ///< of all that the model gives for a tile: no other size is taken
  std::int64_t all_height = 0;
};

/// From element to element of a tensor.
struct TensorSteps {
  std::int64_t channel = 0;
  std::int64_t row = 0;
  std::int64_t column = 0;
};

/// Scores, channel by channel and row by row.
struct Scores {
  std::vector<float> values;
  std::int64_t channels = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
};

class OutputFunctions;

/// Compiled from a plan. Immutable: safe to use from several threads.
class Postprocess {
 public:
  static base::Result<Postprocess> compile(const OutputPlan& output);

  /// Takes a part out of the tensor, whatever its element type and the order of its dimensions.
  /// `kBackend`: the tensor is not what the plan says.
  base::Result<void> take(const Tensor& tensor, const OutputPart& part, Scores& scores) const;

  /// Makes pixels, band by band and row by row, of the type of the raster. `valid`: one byte a
  /// pixel, 0: nodata; empty: all are valid. The scores are changed on the way.
  void finish(Scores& scores, std::span<const std::uint8_t> valid,
              std::vector<std::byte>& pixels) const;

  /// take() and finish() in one, without a copy of the scores where classes are made of them alone.
  base::Result<void> finish(const Tensor& tensor, const OutputPart& part,
                            std::span<const std::uint8_t> valid,
                            std::vector<std::byte>& pixels) const;

  [[nodiscard]] raster::PixelType type() const { return type_; }
  /// What the user should know of what was finished so far, here and in copies.
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  base::Result<TensorSteps> steps_in(const Tensor& tensor, const OutputPart& part) const;
  void finish_classes(const Scores& scores, std::span<const std::uint8_t> valid,
                      std::vector<std::uint16_t>& values) const;

  OutputPlan output_;
  std::shared_ptr<const OutputFunctions> functions_;
  raster::PixelType type_ = raster::PixelType::kUInt8;
  int channel_ = -1;
  int row_ = -1;
  int column_ = -1;
  std::vector<std::uint16_t> values_;  // of the classes, by channel
};

/// Softmax over the channels, or the logistic function, in place.
void apply_softmax(Scores& scores);
void apply_sigmoid(Scores& scores);

}  // namespace stacmlm::run

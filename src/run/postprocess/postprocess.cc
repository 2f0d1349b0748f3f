// SPDX-License-Identifier: Apache-2.0
#include "run/postprocess/postprocess.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "run/postprocess/functions.h"
#include "run/postprocess/output_axes.h"

namespace stacmlm::run {
namespace {

/// The channel with the highest score, the first of equals; -1 where none is a number.
std::vector<int> highest(const Scores& scores) {
  const auto pixels = static_cast<std::size_t>(scores.width * scores.height);
  std::vector<float> best(pixels, -std::numeric_limits<float>::infinity());
  std::vector<int> index(pixels, -1);
  for (int c = 0; c < static_cast<int>(scores.channels); ++c) {
    const float* in = scores.values.data() + static_cast<std::size_t>(c) * pixels;
    for (std::size_t i = 0; i < pixels; ++i) {
      const bool is_better = in[i] > best[i] || (index[i] < 0 && in[i] == best[i]);
      best[i] = is_better ? in[i] : best[i];
      index[i] = is_better ? c : index[i];
    }
  }
  return index;
}

bool is_valid(std::span<const std::uint8_t> valid, std::size_t pixel) {
  return valid.empty() || valid[pixel] != 0;
}

template <class T>
void store(const std::vector<std::uint16_t>& values, std::vector<std::byte>& pixels) {
  pixels.resize(values.size() * sizeof(T));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto value = static_cast<T>(values[i]);
    std::memcpy(pixels.data() + i * sizeof(T), &value, sizeof(T));
  }
}

/// Pixels that were samples of a batch come as an image.
std::vector<std::string> image_dimensions(std::vector<std::string> dimensions) {
  const bool is_image = find_axis(dimensions, OutputAxis::kRow) >= 0;
  if (is_image || dimensions.empty() || output_axis_of(dimensions.front()) != OutputAxis::kBatch)
    return dimensions;
  dimensions.front() = "height";
  dimensions.insert(dimensions.begin() + 1, "width");
  return dimensions;
}

}  // namespace

base::Result<Postprocess> Postprocess::compile(const OutputPlan& output) {
  Postprocess made;
  made.output_ = output;
  if (output.kind == OutputKind::kTable) made.output_.kind = output.row_kind;  // of one pixel
  if (!output.is_of_places) made.output_.dimensions = image_dimensions(output.dimensions);
  made.channel_ = find_axis(made.output_.dimensions, OutputAxis::kChannel);
  made.row_ = find_axis(made.output_.dimensions, OutputAxis::kRow);
  made.column_ = find_axis(made.output_.dimensions, OutputAxis::kColumn);
  const auto type = raster::pixel_type_of(output.data_type);
  if (!type || (made.row_ < 0) != (made.column_ < 0))
    return base::fail(base::ErrorKind::kInvalidArgument, output.field + ": not a planned output");
  made.type_ = *type;
  for (const ClassPlan& one : output.classes)
    made.values_.push_back(static_cast<std::uint16_t>(one.value));
  STACMLM_TRY(OutputFunctions functions, OutputFunctions::compile(output));
  made.functions_ = std::make_shared<const OutputFunctions>(std::move(functions));
  return made;
}

void Postprocess::finish_classes(const Scores& scores, std::span<const std::uint8_t> valid,
                                 std::vector<std::uint16_t>& values) const {
  const auto pixels = static_cast<std::size_t>(scores.width * scores.height);
  const auto nodata = static_cast<std::uint16_t>(output_.nodata);
  values.assign(pixels, nodata);
  if (output_.kind == OutputKind::kMask) {
    const double threshold = output_.threshold.value_or(0);
    for (std::size_t i = 0; i < pixels; ++i) {
      const double score = scores.values[i];
      if (is_valid(valid, i) && !std::isnan(score)) values[i] = values_[score >= threshold ? 1 : 0];
    }
    return;
  }
  if (scores.channels == 1) {  // the numbers of the classes
    const float most = type_ == raster::PixelType::kUInt8 ? 255 : 65535;
    for (std::size_t i = 0; i < pixels; ++i) {
      const float score = scores.values[i];
      if (is_valid(valid, i) && score >= 0 && score <= most && score == std::floor(score))
        values[i] = static_cast<std::uint16_t>(score);
    }
    return;
  }
  const std::vector<int> best = highest(scores);
  for (std::size_t i = 0; i < pixels; ++i) {
    if (is_valid(valid, i) && best[i] >= 0) values[i] = values_[static_cast<std::size_t>(best[i])];
  }
}

void Postprocess::finish(Scores& scores, std::span<const std::uint8_t> valid,
                         std::vector<std::byte>& pixels) const {
  functions_->apply(scores, valid);
  std::vector<std::uint16_t> values;
  // Before the activation, which keeps the order but makes all large scores 1 in a float.
  const bool is_ranked = output_.kind == OutputKind::kClassMap && scores.channels > 1;
  if (is_ranked) finish_classes(scores, valid, values);
  if (output_.activation == "softmax") apply_softmax(scores);
  if (output_.activation == "sigmoid") apply_sigmoid(scores);
  if (has_classes(output_.kind)) {
    if (!is_ranked) finish_classes(scores, valid, values);
    if (type_ == raster::PixelType::kUInt8) {
      store<std::uint8_t>(values, pixels);
    } else {
      store<std::uint16_t>(values, pixels);
    }
    return;
  }
  const auto count = static_cast<std::size_t>(scores.width * scores.height);
  for (std::size_t i = 0; i < scores.values.size() && !valid.empty(); ++i) {
    if (valid[i % count] == 0) scores.values[i] = std::numeric_limits<float>::quiet_NaN();
  }
  const auto bytes = std::as_bytes(std::span(scores.values));
  pixels.assign(bytes.begin(), bytes.end());
}

}  // namespace stacmlm::run

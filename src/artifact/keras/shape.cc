// SPDX-License-Identifier: Apache-2.0
#include "artifact/keras/shape.h"

#include <algorithm>
#include <iterator>

#include "artifact/json/json_text.h"
#include "artifact/limits.h"
#include "artifact/name_list.h"

namespace stacmlm::artifact::keras {
namespace {

using json::Value;

constexpr std::int64_t kFree = -1;
constexpr std::int64_t kLargest = std::int64_t{1} << 31U;

constexpr std::string_view kKeepsShape[] = {
    "Activation",
    "ActivityRegularization",
    "AlphaDropout",
    "BatchNormalization",
    "Dropout",
    "ELU",
    "GaussianDropout",
    "GaussianNoise",
    "GroupNormalization",
    "Identity",
    "LayerNormalization",
    "LeakyReLU",
    "Masking",
    "Normalization",
    "PReLU",
    "RMSNormalization",
    "ReLU",
    "Rescaling",
    "Softmax",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "ThresholdedReLU",
    "UnitNormalization",
};

constexpr std::string_view kMerges[] = {"Add",     "Average",  "Maximum",
                                        "Minimum", "Multiply", "Subtract"};

std::optional<std::int64_t> whole(Value value) {
  const auto number = whole_number(value);
  if (!number || *number > kLargest) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

/// `count` whole numbers, or one that stands for all.
std::optional<Shape> sizes(Value config, std::string_view key, std::size_t count) {
  const Value value = config.find(key);
  if (const auto one = whole(value)) return Shape(count, *one);
  auto shape = read_shape(value);
  if (!shape || shape->size() != count || std::ranges::count(*shape, kFree) > 0)
    return std::nullopt;
  return shape;
}

/// The number before a name's last letter: 2 of `MaxPooling2D`; 0 if there is none.
std::size_t rank_of(std::string_view name) {
  const auto at = name.find("D", name.find_first_of("123"));
  if (at == std::string_view::npos || at == 0 || at - 1 != name.find_first_of("123")) return 0;
  return static_cast<std::size_t>(name[at - 1] - '0');
}

/// One step of a window over a size.
struct Window {
  std::int64_t size;
  std::int64_t stride;
  std::int64_t dilation;
  bool keeps_size;  ///< but for the stride
};

std::int64_t slide(std::int64_t size, const Window& window) {
  if (size == kFree) return kFree;
  if (window.keeps_size) return (size + window.stride - 1) / window.stride;
  const std::int64_t reach = (window.size - 1) * window.dilation + 1;
  return size < reach ? kFree : (size - reach) / window.stride + 1;
}

/// A layer of `rank` sizes besides batch and channels.
class Spatial {
 public:
  Spatial(Value layer, const Shape& input, std::size_t rank)
      : config_(layer.find("config")), shape_(input), rank_(rank) {
    is_known_ = rank > 0 && input.size() == rank + 2;
    channel_ = is_known_ ? channel_of(layer, input) : 0;
    first_ = channel_ == 1 ? 2 : 1;
  }

  std::optional<Shape> slid(std::string_view window_key) {
    const auto window = sizes(config_, window_key, rank_);
    auto strides = sizes(config_, "strides", rank_);
    if (!strides && config_.find("strides").is_null()) strides = window;
    auto dilation = sizes(config_, "dilation_rate", rank_);
    if (!dilation) dilation = Shape(rank_, 1);
    const std::string_view padding = text_of(config_, "padding");
    if (!is_known_ || !window || !strides || std::ranges::count(*strides, 0) > 0) return {};
    if (padding != "same" && padding != "valid" && padding != "causal") return std::nullopt;
    for (std::size_t i = 0; i < rank_; ++i) {
      shape_[first_ + i] = slide(shape_[first_ + i],
                                 {(*window)[i], (*strides)[i], (*dilation)[i], padding != "valid"});
    }
    return shape_;
  }

  std::optional<Shape> spread() {
    const auto window = sizes(config_, "kernel_size", rank_);
    const auto strides = sizes(config_, "strides", rank_);
    const auto dilation = sizes(config_, "dilation_rate", rank_);
    const std::string_view padding = text_of(config_, "padding");
    const Value extra = config_.find("output_padding");
    if (!is_known_ || !window || !strides || (extra.exists() && !extra.is_null())) return {};
    if (dilation && std::ranges::any_of(*dilation, [](auto rate) { return rate != 1; })) return {};
    if (padding != "same" && padding != "valid") return std::nullopt;
    for (std::size_t i = 0; i < rank_; ++i) {
      std::int64_t& size = shape_[first_ + i];
      if (size == kFree) continue;
      const std::int64_t more = std::max<std::int64_t>((*window)[i] - (*strides)[i], 0);
      size = size * (*strides)[i] + (padding == "valid" ? more : 0);
    }
    return shape_;
  }

  std::optional<Shape> repeated() {
    const auto factors = sizes(config_, "size", rank_);
    if (!is_known_ || !factors) return std::nullopt;
    for (std::size_t i = 0; i < rank_; ++i) {
      if (shape_[first_ + i] != kFree) shape_[first_ + i] *= (*factors)[i];
    }
    return shape_;
  }

  std::optional<Shape> pooled() {
    const Value keeps = config_.find("keepdims");
    if (!is_known_ || (keeps.is_boolean() && keeps.boolean())) return std::nullopt;
    return Shape{shape_[0], shape_[channel_]};
  }

  std::optional<Shape> with_channels(std::optional<Shape> shape,
                                     std::optional<std::int64_t> count) {
    if (!shape || !count) return std::nullopt;
    (*shape)[channel_] = *count;
    return shape;
  }

  [[nodiscard]] std::int64_t channels() const { return is_known_ ? shape_[channel_] : kFree; }

 private:
  Value config_;
  Shape shape_;
  std::size_t rank_;
  bool is_known_ = false;
  std::size_t channel_ = 0;
  std::size_t first_ = 1;
};

std::optional<Shape> flattened(const Shape& input) {
  if (input.empty()) return std::nullopt;
  std::int64_t product = 1;
  for (std::size_t i = 1; i < input.size(); ++i) {
    if (input[i] == kFree) return Shape{input[0], kFree};
    if (input[i] != 0 && product > kLargest / input[i]) return std::nullopt;
    product *= input[i];
  }
  return Shape{input[0], product};
}

std::optional<Shape> reshaped(Value config, const Shape& input) {
  const auto target = read_shape(config.find("target_shape"));
  if (!target || input.empty() || std::ranges::count(*target, kFree) > 0) return std::nullopt;
  Shape shape{input[0]};
  shape.insert(shape.end(), target->begin(), target->end());
  return shape;
}

std::optional<Shape> concatenated(Value config, std::span<const Shape> inputs) {
  const auto stated = signed_number(config.find("axis"));
  Shape shape = inputs[0];
  const auto rank = static_cast<std::int64_t>(shape.size());
  if (!stated || *stated < -rank || *stated >= rank) return std::nullopt;
  const auto axis = static_cast<std::size_t>(*stated < 0 ? *stated + rank : *stated);
  for (const Shape& other : inputs.subspan(1)) {
    if (other.size() != shape.size()) return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      if (i == axis) {
        shape[i] = shape[i] == kFree || other[i] == kFree ? kFree : shape[i] + other[i];
      } else if (shape[i] == kFree) {
        shape[i] = other[i];
      }
    }
  }
  return shape;
}

std::optional<Shape> merged(std::span<const Shape> inputs) {
  for (const Shape& other : inputs) {
    if (other != inputs[0]) return std::nullopt;
  }
  return inputs[0];
}

/// Layers that take one step of time after the other.
std::optional<Shape> recurrent(Value config, const Shape& input) {
  const auto units = whole(config.find("units"));
  const auto is_set = [&](std::string_view key) {
    return config.find(key).is_boolean() && config.find(key).boolean();
  };
  if (!units || input.size() != 3 || is_set("return_state") || is_set("time_major"))
    return std::nullopt;
  if (is_set("return_sequences")) return Shape{input[0], input[1], *units};
  return Shape{input[0], *units};
}

std::optional<Shape> of_one(Value layer, std::string_view name, const Shape& input) {
  const Value config = layer.find("config");
  if (contains(kKeepsShape, name)) return input;
  if (name == "Flatten") return flattened(input);
  if (name == "Reshape") return reshaped(config, input);
  if (name == "Dense") {
    const auto units = whole(config.find("units"));
    if (!units || input.empty()) return std::nullopt;
    Shape shape = input;
    shape.back() = *units;
    return shape;
  }
  if (name == "LSTM" || name == "GRU" || name == "SimpleRNN") return recurrent(config, input);
  Spatial spatial(layer, input, rank_of(name));
  const auto filters = whole(config.find("filters"));
  if (name.starts_with("Global")) return spatial.pooled();
  if (name.starts_with("UpSampling")) return spatial.repeated();
  if (name.starts_with("Conv") && name.ends_with("DTranspose"))
    return spatial.with_channels(spatial.spread(), filters);
  if ((name.starts_with("Conv") || name.starts_with("SeparableConv")) && name.ends_with("D") &&
      !name.starts_with("ConvLSTM"))
    return spatial.with_channels(spatial.slid("kernel_size"), filters);
  if (name.starts_with("DepthwiseConv")) {
    const auto factor = whole(config.find("depth_multiplier"));
    const std::int64_t channels = spatial.channels();
    if (!factor || channels == kFree) return std::nullopt;
    return spatial.with_channels(spatial.slid("kernel_size"), channels * *factor);
  }
  if (name.starts_with("MaxPooling") || name.starts_with("AveragePooling"))
    return spatial.slid("pool_size");
  return std::nullopt;
}

}  // namespace

std::optional<Shape> read_shape(Value value) {
  if (!value.is_array() || value.size() > kMostDimensions) return std::nullopt;
  Shape shape;
  for (const Value size : value.elements()) {
    const auto number = whole(size);
    if (!number && !size.is_null()) return std::nullopt;
    shape.push_back(number.value_or(kFree));
  }
  return shape;
}

std::size_t channel_of(Value layer, const Shape& shape) {
  const bool is_first = text_of(layer.find("config"), "data_format") == "channels_first";
  return is_first && shape.size() > 1 ? 1 : shape.size() - 1;
}

std::optional<Shape> output_shape(Value layer, std::span<const Shape> inputs) {
  const std::string_view name = text_of(layer, "class_name");
  if (inputs.empty()) return std::nullopt;
  if (name == "Concatenate") return concatenated(layer.find("config"), inputs);
  if (contains(kMerges, name)) return merged(inputs);
  if (inputs.size() != 1) return std::nullopt;
  auto shape = of_one(layer, name, inputs[0]);
  // What is beyond any real model stays out of the sums.
  if (shape && std::ranges::any_of(*shape, [](std::int64_t size) { return size > kLargest; }))
    return std::nullopt;
  return shape;
}

}  // namespace stacmlm::artifact::keras

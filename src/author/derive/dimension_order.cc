// SPDX-License-Identifier: Apache-2.0
#include "author/derive/dimension_order.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "artifact/format/layout.h"
#include "author/item/tensor.h"

namespace stacmlm::author {
namespace {

constexpr std::size_t kVector = 2;      // batch and values
constexpr std::size_t kPixelMap = 3;    // batch, height and width
constexpr std::size_t kImage = 4;       // ... and channels
constexpr std::size_t kTimeSeries = 5;  // ... and times

bool is_free(const artifact::Dimension& dimension) { return dimension.size < 0; }

bool is_exactly(const artifact::Dimension& dimension, std::size_t size) {
  return !is_free(dimension) && static_cast<std::uint64_t>(dimension.size) == size;
}

bool may_be(const artifact::Dimension& dimension, std::size_t size) {
  return is_free(dimension) || is_exactly(dimension, size);
}

/// Both are free, or of one size.
bool are_alike(const artifact::Dimension& a, const artifact::Dimension& b) {
  return is_free(a) ? is_free(b) : a.size == b.size;
}

bool is_named(const artifact::Dimension& dimension, std::string_view name) {
  return dimension.name == name || dimension.name == name.substr(0, 1);
}

/// Of two ways the one that is true; nothing if both are, or none.
ImageLayout decide(bool is_first, bool is_last) {
  if (is_first == is_last) return ImageLayout::kUnknown;
  return is_first ? ImageLayout::kChannelsFirst : ImageLayout::kChannelsLast;
}

/// What the names of free dimensions say.
ImageLayout layout_by_names(const TensorShape& shape) {
  const auto is_space = [&](std::size_t at) {
    return is_named(shape[at], "height") && is_named(shape[at + 1], "width");
  };
  return decide(is_space(2), is_space(1));
}

/// Most images are square, or free both ways.
ImageLayout likely_by_size(const TensorShape& shape) {
  return decide(are_alike(shape[2], shape[3]) && !are_alike(shape[1], shape[2]),
                are_alike(shape[1], shape[2]) && !are_alike(shape[2], shape[3]));
}

DimensionNames image(ImageLayout layout, std::string_view channels) {
  if (layout == ImageLayout::kChannelsLast)
    return {"batch", "height", "width", std::string(channels)};
  return {"batch", std::string(channels), "height", "width"};
}

std::string joined(const DimensionNames& names) { return fmt::format("{}", fmt::join(names, ",")); }

DimensionOrder either(ImageLayout proven, ImageLayout likely, std::string_view channels) {
  if (proven != ImageLayout::kUnknown) return {image(proven, channels), {}};
  return {{}, joined(image(likely, channels))};
}

/// The first of them that says something.
ImageLayout first_known(std::initializer_list<ImageLayout> layouts) {
  const auto* const known = std::ranges::find_if(
      layouts, [](ImageLayout layout) { return layout != ImageLayout::kUnknown; });
  return known == layouts.end() ? ImageLayout::kUnknown : *known;
}

ImageLayout layout_of_input(const TensorShape& shape, std::size_t bands, ImageLayout layout) {
  const bool may_be_first = may_be(shape[1], bands);
  const bool may_be_last = may_be(shape[3], bands);
  if (!may_be_first && !may_be_last) return ImageLayout::kUnknown;
  if (may_be_first != may_be_last) return decide(may_be_first, may_be_last);
  return first_known({decide(is_exactly(shape[1], bands), is_exactly(shape[3], bands)),
                      layout_by_names(shape), layout});
}

/// Where the dimensions of space are those of the input.
ImageLayout layout_by_space(const TensorShape& shape, const OutputContext& context) {
  if (context.input == nullptr || context.input_order == nullptr) return ImageLayout::kUnknown;
  const auto at = [&](std::string_view name) -> std::optional<std::size_t> {
    const auto found = std::ranges::find(*context.input_order, name);
    if (found == context.input_order->end()) return std::nullopt;
    return static_cast<std::size_t>(found - context.input_order->begin());
  };
  const auto height = at("height");
  const auto width = at("width");
  if (!height || !width) return ImageLayout::kUnknown;
  const auto is_space = [&](std::size_t from) {
    return are_alike(shape[from], (*context.input)[*height]) &&
           are_alike(shape[from + 1], (*context.input)[*width]);
  };
  return decide(is_space(2), is_space(1));
}

ImageLayout input_layout(const OutputContext& context) {
  if (context.input_order == nullptr || context.input_order->size() != kImage)
    return context.layout;
  return decide(context.input_order->at(1) == "bands", context.input_order->at(3) == "bands");
}

ImageLayout layout_of_output(const TensorShape& shape, const OutputContext& context) {
  const std::size_t classes = context.classes;
  const ImageLayout by_classes =
      classes == 0 ? ImageLayout::kUnknown
                   : decide(is_exactly(shape[1], classes), is_exactly(shape[3], classes));
  return first_known(
      {layout_by_names(shape), layout_by_space(shape, context), by_classes, context.layout});
}

}  // namespace

ImageLayout layout_of(const artifact::ModelFile& model) {
  const auto said =
      std::ranges::find(model.metadata, "data_format", &std::pair<std::string, std::string>::first);
  if (said != model.metadata.end()) {
    if (said->second == "channels_first") return ImageLayout::kChannelsFirst;
    if (said->second == "channels_last") return ImageLayout::kChannelsLast;
  }
  return artifact::has_images_with_channels_last(model.format) ? ImageLayout::kChannelsLast
                                                               : ImageLayout::kUnknown;
}

DimensionOrder order_of_input(const TensorShape& shape, std::size_t bands, ImageLayout layout) {
  if (shape.size() == kImage) {
    const ImageLayout proven =
        bands == 0 ? ImageLayout::kUnknown : layout_of_input(shape, bands, layout);
    return either(proven, first_known({layout, layout_by_names(shape), likely_by_size(shape)}),
                  "bands");
  }
  if (shape.size() == kVector) {
    if (bands != 0 && is_exactly(shape[1], bands)) return {{"batch", "bands"}, {}};
    return {{}, "batch,bands"};
  }
  return {{}, shape.size() == kTimeSeries ? "batch,time,bands,height,width" : ""};
}

DimensionOrder order_of_output(const TensorShape& shape, const OutputContext& context) {
  const bool has_classes = classifies_pixels(context.task) || classifies_scenes(context.task);
  const std::string_view channels = has_classes ? "class" : "channel";
  if (shape.size() == kImage) {
    const ImageLayout proven =
        classifies_pixels(context.task) ? layout_of_output(shape, context) : ImageLayout::kUnknown;
    return either(proven,
                  first_known({layout_by_space(shape, context), input_layout(context),
                               likely_by_size(shape)}),
                  channels);
  }
  if (shape.size() == kVector) {
    if (classifies_scenes(context.task)) return {{"batch", "class"}, {}};
    return {{}, joined({"batch", std::string(channels)})};
  }
  if (shape.size() == kPixelMap && classifies_pixels(context.task))
    return {{}, "batch,height,width"};
  return {};
}

std::string_view task_hint(const TensorShape* input, const TensorShape& output) {
  const bool is_image = input != nullptr && input->size() == kImage;
  if (output.size() == kImage && is_image) {
    const bool is_one = is_exactly(output[1], 1) || is_exactly(output[3], 1);
    return is_one ? "" : "semantic-segmentation";
  }
  if (output.size() != kVector) return {};
  if (is_exactly(output[1], 1)) return "regression";
  return is_image ? "scene-classification" : "classification";
}

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/tensor_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace stacmlm::run {
namespace {

/// The documentation's names and those that documents have.
constexpr std::array kNames = std::to_array<std::pair<std::string_view, Axis>>({
    {"batch", Axis::kBatch},
    {"time", Axis::kTime},
    {"bands", Axis::kChannel},
    {"band", Axis::kChannel},
    {"channel", Axis::kChannel},
    {"channels", Axis::kChannel},
    {"variables", Axis::kChannel},
    {"features", Axis::kChannel},
    {"height", Axis::kRow},
    {"y", Axis::kRow},
    {"width", Axis::kColumn},
    {"x", Axis::kColumn},
});

std::optional<Axis> axis_of(std::string_view name) {
  for (const auto& [known, axis] : kNames) {
    if (name == known) return axis;
  }
  return std::nullopt;
}

}  // namespace

std::int64_t TensorLayout::size_of(Axis axis) const {
  const auto found = std::ranges::find(axes, axis);
  return found == axes.end() ? 1 : shape[static_cast<std::size_t>(found - axes.begin())];
}

std::vector<std::int64_t> TensorLayout::dimensions(std::int64_t batch, std::int64_t times,
                                                   std::int64_t channels, std::int64_t height,
                                                   std::int64_t width) const {
  const std::array sizes = {batch, times, channels, height, width};  // in the order of Axis
  std::vector<std::int64_t> dimensions;
  dimensions.reserve(axes.size());
  for (const Axis axis : axes) dimensions.push_back(sizes.at(static_cast<std::size_t>(axis)));
  return dimensions;
}

TensorTarget TensorLayout::target(void* data, DataType type,
                                  const std::vector<std::int64_t>& dimensions, std::int64_t sample,
                                  std::int64_t time) const {
  TensorTarget target;
  target.width = 1;
  target.height = 1;
  std::ptrdiff_t stride = 1;
  std::ptrdiff_t offset = 0;
  for (std::size_t i = axes.size(); i-- > 0;) {
    switch (axes[i]) {
      case Axis::kBatch:
        offset += sample * stride;
        break;
      case Axis::kTime:
        offset += time * stride;
        break;
      case Axis::kChannel:
        target.channel_stride = stride;
        break;
      case Axis::kRow:
        target.row_stride = stride;
        target.height = dimensions[i];
        break;
      case Axis::kColumn:
        target.column_stride = stride;
        target.width = dimensions[i];
        break;
    }
    stride *= dimensions[i];
  }
  target.data =
      static_cast<std::byte*>(data) + offset * static_cast<std::ptrdiff_t>(run::size_of(type));
  return target;
}

bool TensorLayout::is_of_pixels() const {
  return std::ranges::find(axes, Axis::kRow) == axes.end() &&
         std::ranges::find(axes, Axis::kColumn) == axes.end();
}

TensorTarget TensorLayout::pixel_target(void* data, DataType type,
                                        const std::vector<std::int64_t>& dimensions,
                                        std::int64_t width, std::int64_t height,
                                        std::int64_t time) const {
  TensorTarget pixels = target(data, type, dimensions, 0, time);
  std::ptrdiff_t of_a_pixel = 1;
  for (std::size_t i = axes.size(); i-- > 0 && axes[i] != Axis::kBatch;)
    of_a_pixel *= dimensions[i];
  pixels.width = width;
  pixels.height = height;
  pixels.column_stride = of_a_pixel;
  pixels.row_stride = width * of_a_pixel;
  return pixels;
}

base::Result<TensorLayout> tensor_layout(const mlm::InputStructure& input,
                                         const std::string& path) {
  const auto wrong = [&path](const std::string& what) {
    return base::fail(base::ErrorKind::kInvalidDocument, path + ".input." + what);
  };
  if (!input.dim_order) return wrong("dim_order: it is missing, or no list of names");
  if (!input.shape) return wrong("shape: it is missing, or no list of sizes");
  const auto names = *input.dim_order;
  const auto sizes = *input.shape;
  if (names.size() != sizes.size()) {
    return wrong(fmt::format("shape: {} sizes for {} dimensions", sizes.size(), names.size()));
  }
  TensorLayout layout;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto name = names[i];
    const auto axis = name ? axis_of(*name) : std::nullopt;
    if (!axis) {
      return wrong(fmt::format("dim_order[{}]: `{}` is no batch, time, bands, height or width", i,
                               name.value_or(name.raw().raw())));
    }
    if (std::ranges::find(layout.axes, *axis) != layout.axes.end()) {
      return wrong(fmt::format("dim_order[{}]: a second dimension of that kind", i));
    }
    const auto size = sizes[i];
    if (!size || *size == 0 || *size < -1) {
      return wrong(fmt::format("shape[{}]: a size is above 0, or -1", i));
    }
    layout.axes.push_back(*axis);
    layout.shape.push_back(*size);
  }
  return layout;
}

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "run/tiling/walk.h"

namespace stacmlm::run {
namespace {

using graph::Node;

/// What a kernel does along one axis.
struct Window {
  std::int64_t kernel = 1;
  std::int64_t dilation = 1;
  std::int64_t stride = 1;
  std::int64_t before = 0;  ///< padding
  std::int64_t after = 0;
  bool rounds_up = false;

  [[nodiscard]] std::int64_t extent() const { return dilation * (kernel - 1) + 1; }
};

constexpr std::int64_t kLargest = std::int64_t{1} << 20U;
constexpr std::int64_t kLargestStride = 128;

bool is_sane(const Window& window) {
  const auto within = [](std::int64_t number, std::int64_t least) {
    return number >= least && number <= kLargest;
  };
  return within(window.kernel, 1) && within(window.dilation, 1) && window.stride >= 1 &&
         window.stride <= kLargestStride && within(window.extent(), 1) &&
         within(window.before, 0) && within(window.after, 0);
}

/// The windows for rows and columns of an image whose last two dimensions are those; nothing, and a
/// reason, if they cannot be told.
std::optional<std::array<Window, 2>> windows_of(Walk& walk, const Node& node, const Value& image,
                                                std::vector<std::int64_t> kernel) {
  const std::vector<std::int64_t> sizes = node.integers("kernel_shape", std::move(kernel));
  const auto dilations = node.integers("dilations", {1, 1});
  const auto strides = node.integers("strides", {1, 1});
  const auto pads = node.integers("pads", {0, 0, 0, 0});
  if (image.rank() != 4 || image.axes[0].axis != 2 || image.axes[1].axis != 3 ||
      sizes.size() != 2 || dilations.size() != 2 || strides.size() != 2 || pads.size() != 4) {
    walk.refuse(node, "has a window that does not lie on rows and columns");
    return std::nullopt;
  }
  const std::string_view automatic = node.text("auto_pad", "NOTSET");
  std::array<Window, 2> windows;
  for (std::size_t i = 0; i < 2; ++i) {
    Window& window = windows[i];
    window = {sizes[i], dilations[i], strides[i],
              pads[i],  pads[i + 2],  node.integer("ceil_mode", 0) != 0};
    if (automatic == "VALID") window.before = window.after = 0;
    if (automatic.starts_with("SAME") && is_sane(window)) {
      const std::int64_t size = image.size(i + 2);
      const std::int64_t outputs = (size + window.stride - 1) / window.stride;
      const std::int64_t all =
          std::max<std::int64_t>(0, (outputs - 1) * window.stride + window.extent() - size);
      window.before = automatic == "SAME_LOWER" ? all - all / 2 : all / 2;
      window.after = all - window.before;
    }
    if (!is_sane(window)) {
      walk.refuse(node, "has a window of a size that is not followed");
      return std::nullopt;
    }
  }
  return windows;
}

void slide(const Walk& walk, Value& value, std::size_t which, const Window& window) {
  AxisState& axis = value.axes[which];
  const std::int64_t size = value.size(axis.axis);
  const std::int64_t room = size + window.before + window.after - window.extent();
  std::int64_t outputs = room / window.stride + 1;
  std::int64_t after = window.after;
  if (window.rounds_up && room % window.stride != 0 &&
      outputs * window.stride < size + window.before) {
    ++outputs;
    ++after;
  }
  if (window.before > 0 || after > 0) walk.see_ends(value, which);
  axis.left = axis.left + axis.step * window.before;
  axis.right = axis.right + axis.step * (window.extent() - 1 - window.before);
  const std::int64_t loss = window.extent() - window.stride - window.before - window.after;
  axis.before = axis.before + axis.step * Fraction(std::max<std::int64_t>(loss, 0), 2);
  axis.step = axis.step * window.stride;
  (*value.shape)[axis.axis] = room < 0 ? 0 : outputs;
}

void slide_all(Walk& walk, const Node& node, std::vector<std::int64_t> kernel,
               std::optional<std::int64_t> channels) {
  const Value* image = walk.input(node, 0);
  if (image == nullptr || !image->is_image)
    return walk.refuse(node, "has a kernel out of the image");
  const auto windows = windows_of(walk, node, *image, std::move(kernel));
  if (!windows) return;
  Value value = *image;
  for (std::size_t i = 0; i < 2; ++i) slide(walk, value, i, (*windows)[i]);
  if (channels) (*value.shape)[1] = *channels;
  walk.set(node, 0, std::move(value));
}

/// Shape of the weights; nothing, and a reason, if it is not known.
const std::vector<std::int64_t>* weights_of(Walk& walk, const Node& node) {
  const Value* weights = walk.input(node, 1);
  if (weights != nullptr && !weights->is_image && !weights->is_lost && weights->rank() == 4)
    return &*weights->shape;
  walk.refuse(node, "has weights that are worked out");
  return nullptr;
}

void convolution(Walk& walk, const Node& node) {
  const auto* weights = weights_of(walk, node);
  if (weights != nullptr) slide_all(walk, node, {(*weights)[2], (*weights)[3]}, (*weights)[0]);
}

void pool(Walk& walk, const Node& node) { slide_all(walk, node, {}, std::nullopt); }

// Element o of the result depends on those from (o + before - extent + 1) / stride on to
// (o + before) / stride.
void transposed_convolution(Walk& walk, const Node& node) {
  const auto* weights = weights_of(walk, node);
  const Value* image = walk.input(node, 0);
  if (weights == nullptr || image == nullptr || !image->is_image) return;
  if (node.find("output_shape") != nullptr || node.text("auto_pad", "").starts_with("SAME"))
    return walk.refuse(node, "has padding that depends on the size of the image");
  const auto windows = windows_of(walk, node, *image, {(*weights)[2], (*weights)[3]});
  const auto more = node.integers("output_padding", {0, 0});
  const std::int64_t groups = node.integer("group", 1);
  if (!windows) return;
  if (more.size() != 2 ||
      std::ranges::any_of(more, [](std::int64_t size) { return size < 0 || size > kLargest; }) ||
      groups < 1 || groups > kLargest)
    return walk.refuse(node, "has padding or groups that are not sane");
  Value value = *image;
  for (std::size_t i = 0; i < 2; ++i) {
    const Window& window = (*windows)[i];
    AxisState& axis = value.axes[i];
    walk.see_ends(value, i);
    axis.step = axis.step / window.stride;
    axis.left = axis.left + axis.step * (window.extent() - 1 - window.before);
    axis.right = axis.right + axis.step * window.before;
    const std::int64_t loss =
        window.before + window.after - more[i] - (window.extent() - window.stride);
    axis.before = axis.before + axis.step * Fraction(std::max<std::int64_t>(loss, 0), 2);
    (*value.shape)[i + 2] = (image->size(i + 2) - 1) * window.stride + window.extent() -
                            window.before - window.after + more[i];
  }
  (*value.shape)[1] = (*weights)[1] * groups;
  walk.set(node, 0, std::move(value));
}

/// Leaves out elements in front, or adds some if `start` is negative.
void shift(AxisState& axis, std::int64_t start) {
  axis.left = axis.left - axis.step * start;
  axis.right = axis.right + axis.step * start;
  axis.before = axis.before + axis.step * start;
}

void slice(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const auto starts = walk.integers(node, 1, "starts");
  const auto ends = walk.integers(node, 2, "ends");
  if (image == nullptr || !image->is_image || !starts || !ends || starts->size() != ends->size())
    return walk.refuse(node, "takes a part whose place is worked out");
  auto axes = walk.integers(node, 3, "axes");
  auto steps = walk.integers(node, 4, "steps");
  Value value = *image;
  std::vector<bool> is_cut(value.rank());
  for (std::size_t i = 0; i < starts->size(); ++i) {
    std::int64_t axis = axes && i < axes->size() ? (*axes)[i] : static_cast<std::int64_t>(i);
    const std::int64_t step = steps && i < steps->size() ? (*steps)[i] : 1;
    if (axis < 0) axis += static_cast<std::int64_t>(value.rank());
    if (axis < 0 || axis >= static_cast<std::int64_t>(value.rank()) || step < 1 ||
        step > kLargestStride)
      return walk.refuse(node, "takes a part in an order that is not followed");
    const auto at = static_cast<std::size_t>(axis);
    // Twice is no part that is one; often, the steps overflow.
    if (is_cut[at]) return walk.refuse(node, "takes a part in an order that is not followed");
    is_cut[at] = true;
    const std::int64_t size = value.size(at);
    const auto place = [&](std::int64_t index) {
      return std::clamp<std::int64_t>(index < 0 ? index + size : index, 0, size);
    };
    const std::int64_t start = place((*starts)[i]);
    (*value.shape)[at] = std::max<std::int64_t>(0, (place((*ends)[i]) - start + step - 1) / step);
    for (AxisState& state : value.axes) {
      if (state.axis != at) continue;
      shift(state, start);
      state.step = state.step * step;
    }
  }
  walk.set(node, 0, std::move(value));
}

void pad(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const auto pads = walk.integers(node, 1, "pads");
  const auto is_large = [](std::int64_t size) { return size < -kLargest || size > kLargest; };
  if (image == nullptr || !image->is_image || !pads || pads->size() != 2 * image->rank() ||
      walk.input(node, 3) != nullptr || std::ranges::any_of(*pads, is_large)) {
    return walk.refuse(node, "adds a border whose size is worked out");
  }
  if (node.text("mode", "constant") == "wrap")
    return walk.refuse(node, "adds a border from the other side of the image");
  Value value = *image;
  const std::size_t rank = value.rank();
  for (std::size_t i = 0; i < 2; ++i) {
    AxisState& axis = value.axes[i];
    const std::int64_t before = (*pads)[axis.axis];
    const std::int64_t after = (*pads)[axis.axis + rank];
    if (before > 0 || after > 0) walk.see_ends(value, i);
    shift(axis, -before);
  }
  for (std::size_t i = 0; i < rank; ++i) (*value.shape)[i] += (*pads)[i] + (*pads)[i + rank];
  walk.set(node, 0, std::move(value));
}

/// Channels to pixels, or pixels to channels.
void shuffle(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const std::int64_t block = node.integer("blocksize", 0);
  if (image == nullptr || image->rank() != 4 || block < 1 || block > kLargestStride)
    return walk.refuse(node, "has blocks of a size that is not followed");
  const bool is_spread = node.type == "DepthToSpace";
  Value value = *image;
  for (AxisState& axis : value.axes) {
    if (axis.axis < 2) return walk.refuse(node, "does not lie on rows and columns");
    std::int64_t& size = (*value.shape)[axis.axis];
    if (is_spread) {
      axis.step = axis.step / block;
      axis.left = axis.left + axis.step * (block - 1);
      size *= block;
    } else {
      axis.right = axis.right + axis.step * (block - 1);
      axis.step = axis.step * block;
      if (size % block != 0) walk.mismatch();
      size /= block;
    }
  }
  std::int64_t& channels = (*value.shape)[1];
  channels = is_spread ? channels / (block * block) : channels * block * block;
  walk.set(node, 0, std::move(value));
}

constexpr Operator kOperators[] = {
    {"AveragePool", pool},
    {"Conv", convolution},
    {"ConvTranspose", transposed_convolution},
    {"DepthToSpace", shuffle},
    {"LpPool", pool},
    {"MaxPool", pool},
    {"Pad", pad},
    {"Slice", slice},
    {"SpaceToDepth", shuffle},
};

}  // namespace

std::span<const Operator> window_operators() { return kOperators; }

}  // namespace stacmlm::run

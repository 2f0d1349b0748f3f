// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cmath>

#include "run/tiling/walk.h"

namespace stacmlm::run {
namespace {

using graph::Node;

/// Sizes of the result, from the node's scales or sizes.
std::optional<std::vector<std::int64_t>> sizes_of(const Walk& walk, const Node& node,
                                                  const Value& image) {
  const Value* scales =
      walk.input(node, node.type == "Upsample" || walk.graph().operator_set < 11 ? 1 : 2);
  const Value* sizes = walk.input(node, 3);
  std::vector<double> factors;
  if (scales != nullptr && scales->numbers) factors = *scales->numbers;
  if (const graph::Attribute* attribute = node.find("scales"))
    factors.assign(attribute->numbers.begin(), attribute->numbers.end());
  if (sizes != nullptr && sizes->numbers && sizes->numbers->size() == image.rank()) {
    std::vector<std::int64_t> result;
    for (const double size : *sizes->numbers)
      result.push_back(size >= 1 && size < 1e9 ? std::llround(size) : 0);
    return result;
  }
  if (factors.size() != image.rank()) return std::nullopt;
  std::vector<std::int64_t> result;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    // Runtimes find places by the factor: where it is not that of the sizes, those drift.
    const double size = static_cast<double>(image.size(i)) * factors[i];
    const bool is_whole = size == std::floor(size);
    result.push_back(is_whole && size >= 1 && size < 1e9 ? static_cast<std::int64_t>(size) : 0);
  }
  return result;
}

/// How a mode picks elements.
struct Mode {
  bool is_nearest = false;
  bool is_plain = false;   ///< nearest: element o comes from o / factor, rounded down
  std::int64_t reach = 0;  ///< elements that count on each side
};

std::optional<Mode> mode_of(Walk& walk, const Node& node) {
  const std::string_view mode = node.text("mode", "nearest");
  const bool is_old = walk.graph().operator_set < 11;
  const std::string_view places =
      node.text("coordinate_transformation_mode", is_old ? "asymmetric" : "half_pixel");
  const std::string_view rounding =
      node.text("nearest_mode", is_old ? "floor" : "round_prefer_floor");
  if (places == "align_corners" || places == "tf_crop_and_resize" ||
      node.integer("antialias", 0) != 0 || node.find("axes") != nullptr ||
      node.text("keep_aspect_ratio_policy", "stretch") != "stretch") {
    walk.refuse(node, "picks pixels by the size of the whole image");
    return std::nullopt;
  }
  if (mode == "nearest") {
    const bool is_plain = (places == "asymmetric" && rounding == "floor") ||
                          (places != "asymmetric" && rounding == "round_prefer_floor");
    return Mode{true, is_plain, 1};
  }
  return Mode{false, false, mode == "cubic" ? 2 : 1};
}

bool is_power_of_two(Fraction factor) {
  return std::has_single_bit(static_cast<std::uint64_t>(factor.over)) &&
         std::has_single_bit(static_cast<std::uint64_t>(factor.under));
}

/// Stretches one axis by a factor.
void stretch(AxisState& axis, Fraction factor, const Mode& mode) {
  const Fraction step = axis.step / factor;
  if (mode.is_plain && factor.under == 1) {
    axis.left = axis.left + axis.step - step;
  } else if (mode.is_nearest) {
    axis.left = axis.left + axis.step;
    axis.right = axis.right + std::max(axis.step, step);
  } else {
    axis.left = axis.left + axis.step * Fraction(2 * mode.reach + 1, 2);
    axis.right = axis.right + axis.step * mode.reach + step * Fraction(1, 2);
  }
  axis.step = step;
}

void resize(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  if (image == nullptr || !image->is_image) return;
  auto sizes = sizes_of(walk, node, *image);
  if (!sizes) return walk.refuse(node, "changes to a size that cannot be told");
  const auto mode = mode_of(walk, node);
  Value value = *image;
  for (std::size_t i = 0; i < value.rank(); ++i) {
    if ((*sizes)[i] == 0) return walk.refuse(node, "changes to a size that cannot be told");
    if ((*sizes)[i] != value.size(i) && !value.is_spatial(i))
      return walk.refuse(node, "changes the number of channels");
  }
  for (std::size_t i = 0; i < 2; ++i) {
    AxisState& axis = value.axes[i];
    const Fraction factor((*sizes)[axis.axis], image->size(axis.axis));
    constexpr std::int64_t kLargestFactor = 64;
    if (factor == Fraction(1)) continue;
    if (factor.over > kLargestFactor || factor.under > kLargestFactor)
      return walk.refuse(node, "changes the size by a factor that is not followed");
    walk.see_ends(value, i);
    const bool is_whole = factor.over == 1 || factor.under == 1;
    if (mode && !(mode->is_nearest ? is_whole : is_power_of_two(factor)))
      walk.refuse(node, "rounds differently from place to place");
    stretch(axis, factor, mode.value_or(Mode{}));
  }
  value.shape = std::move(*sizes);
  walk.set(node, 0, std::move(value));
}

constexpr Operator kOperators[] = {{"Resize", resize}, {"Upsample", resize}};

}  // namespace

std::span<const Operator> resize_operators() { return kOperators; }

}  // namespace stacmlm::run

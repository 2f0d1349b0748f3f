// SPDX-License-Identifier: Apache-2.0
#include "run/plan/detector_tensors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace stacmlm::run {
namespace {

using artifact::Tensor;
using Role = const Tensor* DetectorTensors::*;

struct NamedRole {
  std::string_view part;  ///< of the name
  Role role;
};

/// The first that fits: `detection_masks`, `box_scores`.
constexpr NamedRole kNames[] = {{"mask", &DetectorTensors::masks},
                                {"score", &DetectorTensors::scores},
                                {"label", &DetectorTensors::labels},
                                {"class", &DetectorTensors::labels},
                                {"box", &DetectorTensors::boxes}};

Role role_by_name(std::string_view name) {
  std::string small(name);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  for (const NamedRole& one : kNames)
    if (small.find(one.part) != std::string::npos) return one.role;
  return nullptr;
}

Role role_by_shape(const Tensor& tensor) {
  if (!tensor.shape) return nullptr;
  const auto& shape = *tensor.shape;
  const bool is_integer =
      tensor.data_type.starts_with("int") || tensor.data_type.starts_with("uint");
  if (is_integer)
    return shape.size() == 1 || shape.size() == 2 ? &DetectorTensors::labels : nullptr;
  if (shape.size() >= 4) return &DetectorTensors::masks;
  if (shape.size() >= 2 && shape.back().size == 4) return &DetectorTensors::boxes;
  return shape.size() == 1 || shape.size() == 2 ? &DetectorTensors::scores : nullptr;
}

}  // namespace

DetectorTensors find_detector_tensors(std::span<const Tensor> outputs,
                                      std::span<const std::string> names) {
  DetectorTensors found;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    Role role = role_by_name(outputs[i].name);
    if (role == nullptr && i < names.size()) role = role_by_name(names[i]);
    if (role == nullptr) role = role_by_shape(outputs[i]);
    if (role != nullptr && found.*role == nullptr) found.*role = &outputs[i];
  }
  found.is_torchvision = found.are_there() && found.boxes->name == "boxes" &&
                         found.labels->name == "labels" && found.scores->name == "scores";
  return found;
}

const Tensor* find_prototypes(std::span<const Tensor> outputs) {
  for (const Tensor& output : outputs) {
    const bool fits = output.shape && output.shape->size() == 4 && (*output.shape)[0].size <= 1 &&
                      (*output.shape)[1].size > 1;
    if (fits) return &output;
  }
  return nullptr;
}

std::string shape_text(const Tensor& tensor) {
  if (!tensor.shape) return "some shape";
  std::vector<std::string> sizes;
  for (const artifact::Dimension& size : *tensor.shape)
    sizes.push_back(size.size < 0 ? std::string("?") : std::to_string(size.size));
  return fmt::format("{}", fmt::join(sizes, " x "));
}

}  // namespace stacmlm::run

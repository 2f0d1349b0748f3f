// SPDX-License-Identifier: Apache-2.0
#include "mlm/description/scaling_shape.h"

#include "mlm/description/value_shapes.h"
#include "stacmlm/mlm/scaling.h"

namespace stacmlm::mlm {

using json::Shape;

std::span<const ScalingType> scaling_types() {
  static const ScalingType kTypes[] = {
      {"min-max", {"minimum", "maximum"}, {}},
      {"z-score", {"mean", "stddev"}, {}},
      {"clip", {"minimum", "maximum"}, {}},
      {"clip-min", {"minimum"}, {"maximum"}},
      {"clip-max", {"maximum"}, {}},
      {"offset", {"value"}, {}},
      {"scale", {"value"}, {}},
  };
  return kTypes;
}

Shape shapes::value_scaling(int version) {
  std::vector<std::pair<std::string_view, Shape>> cases;
  for (const ScalingType& type : scaling_types()) {
    Shape numbers = json::object();
    for (const std::string_view key : type.required)
      numbers = std::move(numbers).member(key, json::number(), json::kRequired);
    for (const std::string_view key : type.optional)
      numbers = std::move(numbers).member(key, json::number());
    cases.emplace_back(type.type, numbers);
  }
  cases.emplace_back("processing", shapes::processing_expression(version));
  const Shape no_scaling = json::object().member("type", json::null(), json::kRequired);
  const Shape scaling =
      Shape().by_member("type", std::move(cases)).called("a scaling").prose("MLM310", no_scaling);
  return json::nullable(json::array_of(scaling).min_items(1));
}

}  // namespace stacmlm::mlm

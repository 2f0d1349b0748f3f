// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/mlm/model.h"

namespace stacmlm::mlm {

Reference Reference::read(json::Value value) {
  if (!value.is_string()) return stac::read_object<Reference>(value);
  Reference reference;
  reference.source = value;
  reference.name = Field<std::string_view>(value);
  return reference;
}

int Structure::dimension(std::string_view name) const {
  if (!dim_order) return -1;
  int index = 0;
  for (const Field<std::string_view> dimension : dim_order.value()) {
    if (dimension.raw().equals(name)) return index;
    ++index;
  }
  return -1;
}

std::int64_t Structure::size_of(std::string_view name) const {
  const int index = dimension(name);
  if (index < 0 || !shape) return -1;
  return shape.value()[static_cast<std::size_t>(index)].value_or(-1);
}

Model effective(const Model& item, const Model& asset) {
  Model model = item;
  for (const auto& member : Model::members()) {
    const json::Value own = member.get(asset);
    if (own.exists() && member.scope != stac::Scope::kItemOnly) member.set(model, own);
  }
  return model;
}

std::vector<Field<ProcessingExpression>> expressions(const Field<json::Value>& function) {
  std::vector<Field<ProcessingExpression>> all;
  if (function.raw().is_array()) {
    for (const json::Value element : function.raw().elements()) all.emplace_back(element);
  } else if (function.raw().exists() && !function.raw().is_null()) {
    all.emplace_back(function.raw());
  }
  return all;
}

}  // namespace stacmlm::mlm

// SPDX-License-Identifier: Apache-2.0
#include "rules/input/tensor.h"

#include <algorithm>

namespace stacmlm::rules {
namespace {

bool all_have(json::Value list, std::string_view member) {
  if (!list.is_array() || list.size() == 0) return false;
  for (const json::Value element : list.elements()) {
    const json::Value names = element.find(member);
    if (!names.is_array() || names.size() == 0) return false;
  }
  return true;
}

}  // namespace

bool fits_together(const mlm::Structure& structure) {
  return structure.shape && structure.dim_order &&
         structure.shape.raw().size() == structure.dim_order.raw().size();
}

Dimension find_dimension(const mlm::Structure& structure,
                         std::initializer_list<std::string_view> names) {
  if (!fits_together(structure)) return {};
  auto size = structure.shape.raw().elements().begin();
  for (const json::Value name : structure.dim_order.raw().elements()) {
    if (name.is_string() && std::ranges::find(names, name.string()) != names.end()) {
      return {name.string(), *size, mlm::Field<std::int64_t>(*size).value_or(0)};
    }
    ++size;
  }
  return {};
}

json::Value name_of_reference(json::Value reference) {
  const json::Value name = reference.is_object() ? reference.find("name") : reference;
  return name.is_string() ? name : json::Value();
}

bool is_derived(json::Value reference) {
  return reference.is_object() && reference.find("expression").exists();
}

bool names_bands(const Context& context) {
  return std::ranges::any_of(context.inputs(),
                             [](const InputView& v) { return v.input.bands.raw().size() > 0; }) ||
         std::ranges::any_of(context.outputs(),
                             [](const OutputView& v) { return v.output.bands.raw().size() > 0; });
}

bool all_name(const Context& context, std::string_view member) {
  return all_have(context.model().input.raw(), member) ||
         all_have(context.model().output.raw(), member);
}

}  // namespace stacmlm::rules

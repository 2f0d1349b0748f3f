// SPDX-License-Identifier: Apache-2.0
#include "rules/input/all_name.h"

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

bool all_name(const Context& context, std::string_view member) {
  return all_have(context.model().input.raw(), member) ||
         all_have(context.model().output.raw(), member);
}

}  // namespace stacmlm::rules

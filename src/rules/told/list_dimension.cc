// SPDX-License-Identifier: Apache-2.0
#include "rules/told/list_dimension.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "stacmlm/json/pointer.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;

/// The tensor that a `dim_order` belongs to, and the list in question.
struct Tensor {
  mlm::Structure structure;
  json::Value list;
};

Tensor tensor_of(const Context& context, json::Value dim_order, std::string_view list) {
  for (const InputView& view : context.inputs()) {
    if (view.tensor.structure.dim_order.raw() == dim_order)
      return {view.tensor.structure, view.input.source.find(list)};
  }
  for (const OutputView& view : context.outputs()) {
    if (view.tensor.structure.dim_order.raw() == dim_order)
      return {view.tensor.structure, view.output.source.find(list)};
  }
  return {};
}

/// The only dimension whose name is used for the same thing elsewhere, or nothing.
json::Value other_name(json::Value dim_order, std::string_view list) {
  const std::string_view singular = list.substr(0, list.size() - 1);
  const std::array<std::string_view, 4> names = {"channel", "channels", "C", singular};
  json::Value only;
  for (const json::Value element : dim_order.elements()) {
    if (!element.is_string() || std::ranges::find(names, element.string()) == names.end()) continue;
    if (only.exists()) return {};
    only = element;
  }
  return only;
}

std::vector<Operation> renaming(json::Value dimension, std::string_view name) {
  return {{Operation::Kind::kReplace, json::pointer_to(dimension), json::quote(name), {}}};
}

}  // namespace

void report_missing_dimension(const Context& context, Findings& findings, std::string_view list) {
  const json::Value dim_order = findings.place();
  const Tensor tensor = tensor_of(context, dim_order, list);
  Finding& finding =
      findings.at_value(dim_order, fmt::format("`dim_order` has no dimension `{}`", list))
          .hint(fmt::format("the dimension along which the {} lie has that name", list))
          .related(tensor.list,
                   fmt::format("{} {}", tensor.list.size(),
                               tensor.list.size() == 1 ? list.substr(0, list.size() - 1) : list));
  const json::Value dimension = other_name(dim_order, list);
  if (!dimension.exists() || !tensor.list.exists()) return;
  const auto size = tensor.structure.size_of(dimension.string());
  const bool same_size = size == static_cast<std::int64_t>(tensor.list.size());
  std::string description = fmt::format("rename `{}` to `{}`", dimension.string(), list);
  if (same_size) {
    finding.safe_fix(std::move(description), renaming(dimension, list));
  } else if (size == -1) {
    finding.unsafe_fix(std::move(description), renaming(dimension, list));
  }
}

void report_reserved_dimension(const Context& context, Findings& findings, std::string_view list) {
  const json::Value dim_order = findings.place();
  const Tensor tensor = tensor_of(context, dim_order, list);
  for (const json::Value dimension : dim_order.elements()) {
    if (!dimension.equals(list)) continue;
    Finding& finding =
        findings
            .at_value(
                dimension,
                fmt::format("`dim_order` has a dimension `{0}`, but `{0}` lists nothing", list))
            .hint(fmt::format("list the {}, or name the dimension `channel`", list))
            .related(tensor.list, "nothing in it");
    if (!stac::contains(dim_order, "channel"))
      finding.unsafe_fix(fmt::format("rename `{}` to `channel`", list),
                         renaming(dimension, "channel"));
    return;
  }
}

}  // namespace stacmlm::rules

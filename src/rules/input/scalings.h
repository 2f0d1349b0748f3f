// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rules/context.h"

namespace stacmlm::rules {

/// True if normalisation is told by `norm_type` and `statistics`, as until MLM 1.3.0.
inline bool has_norm_members(const Context& context) {
  return context.mlm_version().value_or(mlm::kNewestPublished) < mlm::Version::kV1_4_0;
}

/// Calls `visit(type, numbers)` with every scaling of the inputs; until MLM 1.3.0 with every entry
/// of `statistics` and the `norm_type` that uses it.
template <class Visit>
void for_each_scaling(const Context& context, Visit visit) {
  const bool by_statistics = has_norm_members(context);
  for (const InputView& view : context.inputs()) {
    const json::Value list =
        by_statistics ? view.input.statistics.raw() : view.input.value_scaling.raw();
    for (const json::Value entry : list.elements()) {
      if (!entry.is_object()) continue;
      const json::Value type = by_statistics ? view.input.norm_type.raw() : entry.find("type");
      if (type.is_string()) visit(type.string(), mlm::ValueScaling::read(entry));
    }
  }
}

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/input/tensor.h"

namespace stacmlm::rules {

/// Calls `visit` with every object that gives an `expression`: of references, of scalings
/// with the type `processing`, of functions before and after the model.
template <class Visit>
void for_each_expression(const Context& context, Visit visit) {
  const auto visit_complete = [&](json::Value holder) {
    if (holder.find("expression").exists()) visit(holder);
  };
  for_each_tensor(context, [&](const TensorView& tensor) {
    for (const json::Value list : {tensor.bands, tensor.variables}) {
      for (const json::Value reference : list.elements()) {
        if (is_derived(reference)) visit_complete(reference);
      }
    }
    if (tensor.is_input) {
      for (const json::Value scaling : tensor.source.find("value_scaling").elements()) {
        if (scaling.find("type").equals("processing")) visit_complete(scaling);
      }
    }
    if (tensor.function.is_object()) visit_complete(tensor.function);
    for (const json::Value function : tensor.function.elements()) {
      if (function.is_object()) visit_complete(function);
    }
  });
}

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
// What inputs and outputs have in common: names of bands and variables, and one tensor.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "rules/context.h"

namespace stacmlm::rules {

/// An input with its `input`, or an output with its `result`.
struct TensorView {
  json::Value source;
  mlm::Structure structure;
  json::Value bands;
  json::Value variables;
  json::Value function;  ///< `pre_processing_function` or `post_processing_function`
  bool is_input = true;
};

/// Calls `visit` with every input, then with every output.
template <class Visit>
void for_each_tensor(const Context& context, Visit visit) {
  for (const InputView& view : context.inputs()) {
    const mlm::ModelInput& input = view.input;
    visit(TensorView{input.source, view.structure, input.bands.raw(), input.variables.raw(),
                     input.pre_processing_function.raw(), true});
  }
  for (const OutputView& view : context.outputs()) {
    const mlm::ModelOutput& output = view.output;
    visit(TensorView{output.source, view.result, output.bands.raw(), output.variables.raw(),
                     output.post_processing_function.raw(), false});
  }
}

/// One dimension of a tensor.
struct Dimension {
  std::string_view name;
  json::Value place;      ///< of its size; nothing if there is no such dimension
  std::int64_t size = 0;  ///< -1 is any; 0 if it cannot be read
  explicit operator bool() const { return place.exists(); }
};

/// The first dimension with one of these names. Nothing if `shape` and `dim_order` do not fit
/// together.
Dimension find_dimension(const mlm::Structure& structure,
                         std::initializer_list<std::string_view> names);

/// True if `shape` and `dim_order` are arrays of one length.
bool fits_together(const mlm::Structure& structure);

/// The name that a band or variable reference gives; nothing if it gives none.
json::Value name_of_reference(json::Value reference);

/// True if the reference computes its band or variable, so that its name is its own.
bool is_derived(json::Value reference);

/// True if some input or output names bands.
bool names_bands(const Context& context);

/// True if every input, or every output, has a list `member` that is not empty: only then do the
/// published schemas ask for definitions.
bool all_name(const Context& context, std::string_view member);

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "run/plan/output_form.h"
#include "run/postprocess/functions.h"

namespace stacmlm::run {
namespace {

/// What expressions may call the channels: bands of the output, else its classes, else `b1` ...
std::vector<std::string> channel_names(const Planning& planning) {
  const OutputPlan& output = planning.plan.output;
  const auto bands = planning.output.bands.value_or({});
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < output.channels; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const auto band = bands[at];
    if (band && (*band).name) {
      names.emplace_back(*(*band).name);
    } else if (static_cast<std::int64_t>(output.classes.size()) == output.channels) {
      names.push_back(output.classes[at].name);
    } else {
      names.push_back(fmt::format("b{}", i + 1));
    }
  }
  return names;
}

}  // namespace

base::Result<std::size_t> plan_functions(Planning& planning) {
  OutputPlan& output = planning.plan.output;
  if (planning.options.form != ResultForm::kAuto) return std::size_t{0};
  const std::string field = output.field + ".post_processing_function";
  const auto stated = mlm::expressions(planning.output.post_processing_function);
  for (std::size_t i = 0; i < stated.size(); ++i) {
    const std::string each = stated.size() == 1 ? field : fmt::format("{}[{}]", field, i);
    if (!stated[i]) return refuse(each, "it is no expression");
    const mlm::ProcessingExpression function = *stated[i];
    OutputFunction& planned = output.functions.emplace_back();
    planned.field = each;
    planned.format = function.format.value_or("");
    if (function.expression.raw().is_string())
      planned.expression = function.expression.raw().string();
  }
  output.channel_names = channel_names(planning);
  auto compiled = OutputFunctions::compile(output);
  if (!compiled) {
    return base::fail(compiled.error().kind, compiled.error().message +
                                                 "; --result classes, probabilities or values says "
                                                 "what is written instead");
  }
  return compiled->empty() ? 0 : compiled->results();
}

}  // namespace stacmlm::run

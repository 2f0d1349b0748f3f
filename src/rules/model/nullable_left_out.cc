// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

void tell(json::Value object, const std::vector<std::string_view>& left_out, Findings& findings) {
  if (left_out.empty()) return;
  findings
      .at_opening(object, fmt::format("`{}` {} left out", fmt::join(left_out, "`, `"),
                                      left_out.size() == 1 ? "is" : "are"))
      .hint("null says that there is none; nothing says that nobody wrote it down");
}

void check(const Context& context, Findings& findings) {
  const mlm::Version version = context.mlm_version().value_or(mlm::kNewestPublished);
  for (const InputView& view : context.inputs()) {
    const mlm::ModelInput& input = view.input;
    std::vector<std::string_view> left_out;
    if (input.value_scaling.is_absent() && version >= mlm::Version::kV1_4_0)
      left_out.emplace_back("value_scaling");
    if (input.resize_type.is_absent()) left_out.emplace_back("resize_type");
    if (input.pre_processing_function.is_absent()) left_out.emplace_back("pre_processing_function");
    tell(input.source, left_out, findings);
  }
  for (const OutputView& view : context.outputs()) {
    if (view.output.post_processing_function.is_absent())
      tell(view.output.source, {"post_processing_function"}, findings);
  }
}

}  // namespace

const Rule kNullableLeftOut{"MLM123",
                            "nullable-left-out",
                            "members that could be null are left out",
                            severities::kHint,
                            Subject::kModelItem,
                            &check,
                            "https://github.com/stac-extensions/mlm/blob/v1.5.2/"
                            "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules

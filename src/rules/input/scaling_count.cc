// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const InputView& view : context.inputs()) {
    const json::Value list = view.input.value_scaling.raw();
    if (list.size() < 2) continue;
    const auto count = static_cast<std::int64_t>(list.size());
    const auto bands = static_cast<std::int64_t>(view.input.bands.raw().size());
    const auto variables = static_cast<std::int64_t>(view.input.variables.raw().size());
    const Dimension& dimension =
        view.tensor.find({"bands", "variables", "channel", "channels", "band"});
    const std::int64_t size = dimension.size > 0 ? dimension.size : 0;
    if (size == 0 && bands == 0 && variables == 0) continue;
    if (count == size || count == bands || count == variables) continue;
    const std::string what =
        size > 0    ? fmt::format("dimension `{}` has size {}", dimension.name.text(), size)
        : bands > 0 ? fmt::format("{} bands are named", bands)
                    : fmt::format("{} variables are named", variables);
    findings.at_value(list, fmt::format("`value_scaling` has {} entries, but {}", count, what))
        .hint("write one entry for all, or one for each in the order of their index")
        .related(dimension.place, "the size");
  }
}

}  // namespace

const Rule kScalingCount{"MLM326",
                         "scaling-count",
                         "`value_scaling` has neither one entry nor one for each band",
                         severities::kMust,
                         Subject::kModelItem,
                         &check,
                         "README.md#value-scaling-object",
                         Since::exactly(mlm::Version::kV1_4_0)};

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const InputView& view : context.inputs()) {
    const json::Value list = view.input.statistics.raw();
    if (list.size() < 2) continue;
    const auto count = static_cast<std::int64_t>(list.size());
    const auto bands = static_cast<std::int64_t>(view.input.bands.raw().size());
    const Dimension* channels = view.tensor.fits_together ? view.tensor.channels() : nullptr;
    const std::int64_t size = channels == nullptr ? 0 : std::max<std::int64_t>(channels->size, 0);
    if (size + bands == 0 || count == size || count == bands) continue;
    findings
        .at_value(list, fmt::format("`statistics` has {} entries for {} {}", count,
                                    size > 0 ? size : bands, size > 0 ? "channels" : "bands"))
        .hint("write one entry for all, or one for each in the order of their index")
        .related(channels == nullptr ? json::Value() : channels->place, "the size");
  }
}

}  // namespace

const Rule kStatisticsCount{"MLM336",
                            "statistics-count",
                            "`statistics` has neither one entry nor one for each channel",
                            severities::kShould,
                            Subject::kModelItem,
                            &check,
                            "README.md#model-input-object",
                            Since::exactly(mlm::Version::kV1_0_0),
                            mlm::Version::kV1_3_0};

}  // namespace stacmlm::rules

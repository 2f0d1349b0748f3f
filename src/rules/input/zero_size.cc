// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for_each_tensor(context, [&](const TensorView& tensor) {
    const auto may_be_zero = [](const Dimension& dimension) { return dimension.size == 0; };
    if (tensor.fits_together && std::ranges::none_of(tensor.dimensions, may_be_zero)) return;
    for (const json::Value size : tensor.structure.shape.raw().elements()) {
      if (!size.is_number() || size.number() != 0) continue;
      findings.at_value(size, "a dimension of size `0`")
          .hint("write the size, or -1 if it may be any");
    }
  });
}

}  // namespace

const Rule kZeroSize{"MLM324",
                     "zero-size",
                     "a dimension has size 0",
                     severities::kMust,
                     Subject::kModelItem,
                     &check,
                     "README.md#input-structure-object",
                     Since::said_in(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules

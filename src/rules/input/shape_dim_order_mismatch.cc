// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for_each_tensor(context, [&](const TensorView& tensor) {
    const mlm::Structure& structure = tensor.structure;
    if (tensor.fits_together || !structure.shape || !structure.dim_order) return;
    const std::size_t sizes = structure.shape.raw().size();
    const std::size_t names = structure.dim_order.raw().size();
    findings
        .at_value(structure.shape.raw(),
                  fmt::format("`shape` has {} size{} but `dim_order` names {} dimension{}", sizes,
                              sizes == 1 ? "" : "s", names, names == 1 ? "" : "s"))
        .hint("give each size of `shape` one name")
        .related(structure.dim_order.raw(), fmt::format("{} names", names));
  });
}

}  // namespace

const Rule kShapeDimOrderMismatch{"MLM325",
                                  "shape-dim-order-mismatch",
                                  "`shape` and `dim_order` have different lengths",
                                  severities::kMust,
                                  Subject::kModelItem,
                                  &check,
                                  "README.md#input-structure-object",
                                  Since::said_in(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

constexpr std::int64_t kLeast = 2;  // 1 by 1 is a pixel classifier
constexpr std::int64_t kMost = 7;

void check(const Context& context, Findings& findings) {
  for (const InputView& view : context.inputs()) {
    const Dimension& height = view.tensor.find({"height", "y", "h"});
    if (height.size < kLeast || height.size > kMost) continue;
    const Dimension& width = view.tensor.find({"width", "x", "w"});
    if (height.size != width.size) continue;
    findings.at_value(height.place, fmt::format("an input of {0} by {0} pixels", height.size))
        .hint("is this the size of the first kernel? write the size of the image, or -1")
        .related(width.place, "the width");
  }
}

}  // namespace

const Rule kKernelSizedInput{"MLM330",
                             "kernel-sized-input",
                             "the height and width of an input are those of a convolution kernel",
                             severities::kShould,
                             Subject::kModelItem,
                             &check,
                             "README.md#input-structure-object"};

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <span>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/input/seen.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check_list(std::span<const Reference> list, std::string_view kind, Findings& findings) {
  const auto hash = [](const Reference& reference) {
    return reference.name.exists() ? std::optional(reference.word.hash()) : std::nullopt;
  };
  if (surely_differ(list, hash)) return;
  Seen<Word> seen;
  for (const Reference& reference : list) {
    const json::Value name = reference.name;
    if (!name.exists()) continue;
    const json::Value before = seen.find_or_add(reference.word, name);
    if (!before.exists()) continue;
    findings.at_value(name, fmt::format("{} {} is named twice", kind, shown(name.string())))
        .hint("name each once; for several dates add a dimension `time`")
        .related(before, "named here before");
  }
}

void check(const Context& context, Findings& findings) {
  for_each_tensor(context, [&](const TensorView& tensor) {
    check_list(tensor.band_references, "band", findings);
    check_list(tensor.variable_references, "variable", findings);
  });
}

}  // namespace

const Rule kDuplicateBand{"MLM315",
                          "duplicate-band",
                          "a band or variable is named twice in one list",
                          severities::kShould,
                          Subject::kModelItem,
                          &check,
                          "README.md#model-input-object"};

}  // namespace stacmlm::rules

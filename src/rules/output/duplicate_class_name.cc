// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/seen.h"
#include "rules/nearest.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    Seen<std::string_view> seen;
    for (const json::Value entry : view.output.classes.raw().elements()) {
      const json::Value name = entry.find("name");
      if (!name.is_string()) continue;
      const json::Value before = seen.find_or_add(name.string(), name);
      if (!before.exists()) continue;
      findings.at_value(name, fmt::format("two classes have the name {}", shown(name.string())))
          .hint("give each class a name of its own")
          .related(before, "the other");
    }
  }
}

}  // namespace

const Rule kDuplicateClassName{"MLM411",
                               "duplicate-class-name",
                               "two classes of one output have the same name",
                               severities::kShould,
                               Subject::kModelItem,
                               &check,
                               "README.md#class-object"};

}  // namespace stacmlm::rules

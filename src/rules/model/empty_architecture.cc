// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/each_model.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// Letters beyond ASCII are letters too.
bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

void check(const Context& context, Findings& findings) {
  each_model(
      context,
      [&](const mlm::Model& model) {
        if (!model.architecture || has_letter(*model.architecture)) return;
        findings
            .at_value(model.architecture.raw(),
                      model.architecture.value().empty()
                          ? std::string("the architecture is empty")
                          : fmt::format("{} is no architecture", shown(*model.architecture)))
            .hint("write its common name, or `unknown`");
      },
      &mlm::Model::architecture);
}

}  // namespace

const Rule kEmptyArchitecture{"MLM118",
                              "empty-architecture",
                              "the architecture is no name",
                              severities::kShould,
                              Subject::kModelItem,
                              &check,
                              "README.md#model-architecture"};

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

std::string_view meant_word(std::string_view method) {
  if (same_letters(method, "aot") || same_letters(method, "ahead-of-time")) return "aot";
  if (same_letters(method, "jit") || same_letters(method, "just-in-time")) return "jit";
  return {};
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    const auto& method = asset.model->compile_method;
    if (!method || method.value().empty() || mlm::is_known(mlm::compile_methods(), *method))
      continue;
    Finding& finding = findings.at_value(
        method.raw(), fmt::format("{} is neither `aot` nor `jit`", shown(*method)));
    finding.hint("ahead of time or just in time; leave it out if nothing was compiled");
    const std::string_view meant = meant_word(*method);
    if (meant.empty() || findings.is_full()) continue;
    finding.safe_fix(fmt::format("write `{}`", meant),
                     {{json::PatchOperation::Kind::kReplace, json::pointer_to(method.raw()),
                       json::quote(meant), ""}});
  }
}

}  // namespace

const Rule kCompileMethodWord{"MLM209",
                              "compile-method-word",
                              "the compile method is neither `aot` nor `jit`",
                              severities::kShould,
                              Subject::kModelItem,
                              &check,
                              "README.md#model-asset",
                              Since::exactly(mlm::Version::kV1_4_0)};

}  // namespace stacmlm::rules

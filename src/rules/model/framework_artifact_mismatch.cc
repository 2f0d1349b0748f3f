// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/artifact_writers.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

/// Hugging Face stands on top of all of them; of names that MLM does not list nothing is known.
bool fits(const ArtifactWriters& writers, std::string_view framework) {
  const auto is = [&](std::string_view name) { return same_letters(framework, name); };
  if (are_among(writers, framework) || is("Hugging Face")) return true;
  return std::ranges::none_of(mlm::frameworks(),
                              [&](const mlm::Term& term) { return is(term.word); });
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!asset.model->artifact_type) continue;
    const auto& framework =
        asset.model->framework.raw().exists() ? asset.model->framework : context.model().framework;
    if (!framework) continue;
    const std::string_view type = *asset.model->artifact_type;
    const ArtifactWriters* writers = writers_of(type);
    if (writers == nullptr || fits(*writers, *framework)) continue;
    findings
        .at_value(asset.model->artifact_type.raw(),
                  fmt::format("{} is written by {}, but the framework is {}", shown(type),
                              writers->frameworks[0], shown(*framework)))
        .hint("give the asset its own `mlm:framework` if it was converted")
        .related(framework.raw(), "the framework");
  }
}

}  // namespace

const Rule kFrameworkArtifactMismatch{"MLM507",
                                      "framework-artifact-mismatch",
                                      "`mlm:artifact_type` is one of another framework",
                                      severities::kShould,
                                      Subject::kModelItem,
                                      &check,
                                      "best-practices.md#framework-specific-artifact-types"};

}  // namespace stacmlm::rules

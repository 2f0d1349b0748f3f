// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <unordered_map>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for_each_tensor(context, [&](const TensorView& tensor) {
    if (tensor.band_references.empty() || tensor.variable_references.empty()) return;
    std::unordered_map<Word, json::Value> bands;
    for (const Reference& reference : tensor.band_references) {
      if (reference.name.exists()) bands.emplace(reference.word, reference.name);
    }
    for (const Reference& reference : tensor.variable_references) {
      const auto band = reference.name.exists() ? bands.find(reference.word) : bands.end();
      if (band == bands.end()) continue;
      findings
          .at_value(reference.name,
                    fmt::format("{} is both a band and a variable", shown(reference.word.text())))
          .hint("give them different names")
          .related(band->second, "the band");
    }
  });
}

}  // namespace

const Rule kBandAndVariableName{"MLM316",
                                "band-and-variable-name",
                                "a band and a variable have the same name",
                                severities::kShould,
                                Subject::kModelItem,
                                &check,
                                "README.md#model-input-object",
                                Since::exactly(mlm::Version::kV1_5_0)};

}  // namespace stacmlm::rules

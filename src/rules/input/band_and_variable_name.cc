// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>
#include <unordered_map>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/input/tensor.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for_each_tensor(context, [&](const TensorView& tensor) {
    if (tensor.bands.size() == 0 || tensor.variables.size() == 0) return;
    std::unordered_map<std::string_view, json::Value> bands;
    for (const json::Value reference : tensor.bands.elements()) {
      const json::Value name = name_of_reference(reference);
      if (name.exists()) bands.emplace(name.string(), name);
    }
    for (const json::Value reference : tensor.variables.elements()) {
      const json::Value name = name_of_reference(reference);
      const auto band = name.exists() ? bands.find(name.string()) : bands.end();
      if (band == bands.end()) continue;
      findings.at_value(name, fmt::format("{} is both a band and a variable", shown(name.string())))
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

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

struct Writer {
  std::string_view prefix;
  std::array<std::string_view, 2> frameworks;  ///< those that write such artifacts
};

constexpr std::array<Writer, 8> kWriters = {{
    {"torch.", {"PyTorch", ""}},
    {"tf.", {"TensorFlow", "Keras"}},
    {"keras.", {"Keras", "TensorFlow"}},
    {"paddle.", {"Paddle", ""}},
    {"safetensors.torch.", {"PyTorch", ""}},
    {"safetensors.tensorflow.", {"TensorFlow", "Keras"}},
    {"safetensors.flax.", {"Flax", "JAX"}},
    {"safetensors.paddle.", {"Paddle", ""}},
}};

/// Hugging Face stands on top of all of them; of names that MLM does not list nothing is known.
bool fits(const Writer& writer, std::string_view framework) {
  const auto is = [&](std::string_view name) { return same_letters(framework, name); };
  if (std::ranges::any_of(writer.frameworks, is) || is("Hugging Face")) return true;
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
    const auto* const writer = std::ranges::find_if(
        kWriters, [&](const Writer& known) { return type.starts_with(known.prefix); });
    if (writer == kWriters.end() || fits(*writer, *framework)) continue;
    findings
        .at_value(asset.model->artifact_type.raw(),
                  fmt::format("{} is written by {}, but the framework is {}", shown(type),
                              writer->frameworks[0], shown(*framework)))
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

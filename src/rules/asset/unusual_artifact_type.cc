// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kOtherNames = {{
    {"torch.jit.script", "torch.jit.save"},
    {"torch.jit.trace", "torch.jit.save"},
    {"torchscript", "torch.jit.save"},
    {"torch.export", "torch.export.save"},
    {"torch.compile", "torch.export.save"},
    {"pytorch", "torch.save"},
    {"torch", "torch.save"},
    {"keras", "tf.keras.Model.save"},
    {"tf.saved_model.save", "tf.keras.Model.export"},
    {"safetensors", "safetensors.torch.save_file"},
}};

std::string_view usual_name(std::string_view type) {
  for (const auto& [other, usual] : kOtherNames) {
    if (same_letters(type, other)) return usual;
  }
  static const std::vector<std::string_view> usual =
      mlm::words_of(mlm::artifact_types(), mlm::kNewestPublished);
  for (const std::string_view known : usual) {
    if (same_letters(type, known)) return known;
  }
  return {};
}

bool is_known(std::string_view type) {
  static const WordList kKnown(mlm::all_words(mlm::artifact_types()));
  return kKnown.has(Word(type));
}

void check(const Context& context, Findings& findings) {
  const bool old_names =
      context.version() < mlm::Version::kV1_4_0;  // which documents torch.jit.script and the like
  for (const AssetView& asset : context.assets()) {
    if (old_names || !asset.model->artifact_type) continue;
    const std::string_view type = *asset.model->artifact_type;
    if (is_known(type)) continue;
    const std::string_view usual = usual_name(type);
    if (usual.empty()) continue;
    findings
        .at_value(asset.model->artifact_type.raw(),
                  fmt::format("{} has a better known name", shown(type)))
        .hint(fmt::format("did you mean `{}`?", usual));
  }
}

}  // namespace

const Rule kUnusualArtifactType{"MLM210",
                                "unusual-artifact-type",
                                "an artifact type has a better known name",
                                severities::kHint,
                                Subject::kModelItem,
                                &check,
                                "best-practices.md#framework-specific-artifact-types"};

}  // namespace stacmlm::rules

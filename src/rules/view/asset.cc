// SPDX-License-Identifier: Apache-2.0
#include "rules/view/asset.h"

#include <array>

namespace stacmlm::rules {
namespace {

/// In the order of Role.
constexpr std::array<std::string_view, 18> kWords = {"mlm:model",
                                                     "mlm:weights",
                                                     "mlm:checkpoint",
                                                     "mlm:compiled",
                                                     "mlm:source_code",
                                                     "mlm:inference-runtime",
                                                     "mlm:training-runtime",
                                                     "mlm:training",
                                                     "mlm:inference",
                                                     "mlm:container",
                                                     "model",
                                                     "weights",
                                                     "checkpoint",
                                                     "code",
                                                     "metadata",
                                                     "runtime",
                                                     "ml-model:inference-runtime",
                                                     "ml-model:training-runtime"};
static_assert(kWords.size() == static_cast<std::size_t>(Role::kLikeMlm));

bool is_image_type(std::string_view type) {
  return type.starts_with("application/vnd.oci.image") ||
         type.starts_with("application/vnd.docker") || type == "docker-image";
}

}  // namespace

std::string_view word_of(Role role) { return kWords[static_cast<std::size_t>(role)]; }

Roles::Roles(json::Value roles) {
  static const WordList kList({kWords.begin(), kWords.end()});
  for (const json::Value role : roles.elements()) {
    if (!role.is_string()) continue;
    const Word word(role.string());
    const int index = kList.find(word);
    if (index >= 0) {
      bits_ |= bit(static_cast<Role>(index));
    } else if (starts_like_mlm(word.text())) {
      bits_ |= bit(Role::kLikeMlm);
    }
  }
}

void classify(AssetView& view) {
  view.roles = Roles(view.asset.roles.raw());
  view.is_model = view.has(Role::kMlmModel);
  view.is_source_code =
      view.has_any({Role::kMlmSourceCode, Role::kCode}) || view.key == "mlm:source_code";
  view.is_container = view.key == "mlm:container" || view.has(Role::kMlmContainer) ||
                      is_image_type(view.asset.type.value_or(""));
  view.is_runtime =
      view.is_container ||
      view.has_any({Role::kRuntime, Role::kMlmInferenceRuntime, Role::kMlmTrainingRuntime,
                    Role::kMlModelInferenceRuntime, Role::kMlModelTrainingRuntime});
}

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>

#include "rules/view/other_members.h"
#include "rules/view/word.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::rules {

/// The roles of assets that rules ask for.
enum class Role : std::uint8_t {
  kMlmModel,
  kMlmWeights,
  kMlmCheckpoint,
  kMlmCompiled,
  kMlmSourceCode,
  kMlmInferenceRuntime,
  kMlmTrainingRuntime,
  kMlmTraining,
  kMlmInference,
  kMlmContainer,
  kModel,
  kWeights,
  kCheckpoint,
  kCode,
  kMetadata,
  kRuntime,
  kMlModelInferenceRuntime,
  kMlModelTrainingRuntime,
  kLikeMlm,  ///< another one that looks like one of MLM
};

/// `mlm:model`. @pre not kLikeMlm
std::string_view word_of(Role role);

/// Which of them an asset has.
class Roles {
 public:
  Roles() = default;
  explicit Roles(json::Value roles);
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles) bits_ |= bit(role);
  }
  [[nodiscard]] constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  [[nodiscard]] constexpr bool has_any(Roles others) const { return (bits_ & others.bits_) != 0; }

 private:
  static constexpr std::uint32_t bit(Role role) {
    return std::uint32_t{1} << static_cast<unsigned>(role);
  }
  std::uint32_t bits_ = 0;
};

/// One asset (of an Item or a Collection) with its MLM members.
struct AssetView {
  Word key;
  stac::Asset asset;
  const mlm::Model* model = nullptr;    ///< never null: without members of MLM an empty one
  const OtherMembers* other = nullptr;  ///< the same
  Roles roles;
  bool is_model = false;        ///< has the role `mlm:model`
  bool is_source_code = false;  ///< by key or role
  bool is_container = false;    ///< an image: by key, role or media type
  bool is_runtime = false;      ///< runs the model or its training, by key or role: image or not

  [[nodiscard]] json::Value source() const { return asset.source; }
  [[nodiscard]] bool has(Role role) const { return roles.has(role); }
  [[nodiscard]] bool has_any(Roles others) const { return roles.has_any(others); }
};

/// What an asset is, worked out from its key, roles and media type.
void classify(AssetView& view);

/// One link that is an object.
struct LinkView {
  stac::Link link;
  OtherLinkMembers other;
  Word rel;  ///< empty if it is no string

  [[nodiscard]] json::Value source() const { return link.source; }
};

}  // namespace stacmlm::rules

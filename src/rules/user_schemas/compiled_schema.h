// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "rules/user_schemas/bundle.h"
#include "stacmlm/base/result.h"
#include "stacmlm/rules/check.h"

namespace valijson {
class Schema;
class Subschema;
}  // namespace valijson

namespace stacmlm::rules {

/// A schema as the validator takes it. Judges from several threads.
class CompiledSchema {
 public:
  static base::Result<std::unique_ptr<const CompiledSchema>> compile(Bundle bundle);
  CompiledSchema(const CompiledSchema&) = delete;
  CompiledSchema& operator=(const CompiledSchema&) = delete;
  ~CompiledSchema();

  /// What the schema finds in the JSON text.
  [[nodiscard]] std::vector<UserSchemas::Fault> judge(std::string_view object) const;

  [[nodiscard]] const BoundedPattern& pattern(std::size_t index) const { return patterns_[index]; }
  [[nodiscard]] const MemberRules& member_rules(std::size_t index) const { return rules_[index]; }
  [[nodiscard]] const valijson::Subschema& target(std::size_t index) const {
    return *targets_[index];
  }

 private:
  explicit CompiledSchema(Bundle bundle);

  std::unique_ptr<valijson::Schema> schema_;
  std::vector<const valijson::Subschema*> targets_;
  std::vector<BoundedPattern> patterns_;
  std::vector<MemberRules> rules_;
  std::size_t in_place_depth_;
};

}  // namespace stacmlm::rules

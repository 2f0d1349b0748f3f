// SPDX-License-Identifier: Apache-2.0
// A schema and all that it refers to as one flat document that the validator can take without harm.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/user_schemas/bounded_pattern.h"
#include "rules/user_schemas/rapidjson.h"
#include "rules/user_schemas/schema_files.h"
#include "rules/user_schemas/schema_url.h"
#include "stacmlm/base/result.h"

namespace stacmlm::rules {

/// Keywords that stand in a bundle instead of those of the validator that a hostile document could
/// bend: each has a number as its value, judged in extra_checks.cc.
namespace extra {
inline constexpr char kCost[] = "cost";           ///< steps that the schema takes, about
inline constexpr char kPattern[] = "pattern-at";  ///< index into Bundle::patterns
inline constexpr char kMembers[] = "members-at";  ///< index into Bundle::member_rules
inline constexpr char kDistinct[] = "distinct";   ///< `uniqueItems`
}  // namespace extra

/// `properties`, `patternProperties` and `additionalProperties` of one schema, where there are
/// patterns.
struct MemberRules {
  static constexpr std::size_t kAnything = SIZE_MAX;
  struct Keys {
    std::size_t pattern;  ///< index into Bundle::patterns
    std::size_t target;   ///< index into Bundle::targets, or kAnything
  };
  std::vector<std::string> known;  ///< sorted
  std::vector<Keys> keys;
  bool closed = false;             ///< no other members
  std::size_t others = kAnything;  ///< index into Bundle::targets
};

struct Bundle {
  /// `{"anyOf": [targets...], "definitions": [...]}`: each schema is one definition, and refers to
  /// others as `#/definitions/N`. The first target is the schema itself.
  rapidjson::Document schema;
  std::vector<std::size_t> targets;  ///< definitions that are entered from outside
  std::vector<BoundedPattern> patterns;
  std::vector<MemberRules> member_rules;
  std::size_t in_place_depth = 0;  ///< the most schemas that judge one value inside each other
};

/// Reads the schema at `url`; nothing if it is not at hand. An Error names what is wrong, and
/// where.
base::Result<std::optional<Bundle>> make_bundle(const SchemaUrl& url, const SchemaFiles& files);

}  // namespace stacmlm::rules

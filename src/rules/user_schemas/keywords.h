// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "rules/user_schemas/rapidjson.h"
#include "stacmlm/base/result.h"

namespace stacmlm::rules {

/// What the value of a keyword must be.
enum class Operand {
  kSchema,
  kSchemas,       ///< a list of them, not empty
  kItems,         ///< a schema or a list of them
  kSchemaMap,     ///< `properties`
  kDependencies,  ///< per key a schema or a list of keys
  kAny,
  kList,
  kNumber,
  kPositive,
  kCount,
  kPattern,
  kKeys,
  kTypes,
  kFlag,
};

struct Keyword {
  std::string_view name;
  Operand operand;
  bool in_place = false;  ///< its schemas judge the value itself, not a part of it
};

/// The keywords of draft-07 that judge, in the order in which the validator reads them. What is not
/// here (`format`, `$id`, titles, unknown ones) judges nothing and is left out.
std::span<const Keyword> keywords();

/// Whether the keyword judges anything beside the others of `schema`: `then` needs an `if`.
bool counts(const Keyword& keyword, const rapidjson::Value& schema);

/// Whether `value` may be the operand of the keyword; the validator crashes or throws on some that
/// may not.
base::Result<void> check_operand(const Keyword& keyword, const rapidjson::Value& value);

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rules/user_schemas/rapidjson.h"
#include "stacmlm/base/result.h"

namespace stacmlm::rules {

/// Deeper texts are refused: whoever walks them may recurse.
inline constexpr int kMaxJsonDepth = 128;

/// Reads `text`; of keys that stand twice the last one stays, `1.0` becomes the integer 1 (to JSON
/// Schema they are the same, to the validator not).
base::Result<void> read_tree(std::string_view text, rapidjson::Document& tree);

inline std::string_view view_of(const rapidjson::Value& string) {
  return {string.GetString(), string.GetStringLength()};
}

/// The member `key`, or null.
const rapidjson::Value* find_member(const rapidjson::Value& object, std::string_view key);

/// What the JSON Pointer leads to, or null.
const rapidjson::Value* find_place(const rapidjson::Value& root, std::string_view pointer);

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
// JSON inside of model files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stacmlm/artifact/inspect.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::artifact {

struct JsonLimits {
  /// Six for each weight that a model may have. What a text of 100 MB takes in memory, is up to the
  /// number of its values, and is bounded so before anything is made of them.
  std::size_t values = 6 * InspectLimits().weights;
  std::size_t depth = 64;
  bool allows_duplicates = false;  ///< two members of one name: two readers take two values
};

/// Reads a text, which is copied. `where` names it in errors, which are about content.
base::Result<json::Document> read_json(std::string_view text, std::string_view where,
                                       const JsonLimits& limits = {});

/// The same of a text that nobody needs any more: it is let go before the values are made.
base::Result<json::Document> take_json(std::string text, std::string_view where,
                                       const JsonLimits& limits = {});

/// A whole number from 0 on, written without fraction or exponent; every digit counts. Nothing for
/// any other value, and for none.
std::optional<std::uint64_t> whole_number(json::Value value);

/// The same with a sign.
std::optional<std::int64_t> signed_number(json::Value value);

/// The text of a string; empty for anything else.
std::string_view text_of(json::Value value);
/// The same of a member.
std::string_view text_of(json::Value object, std::string_view key);

}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "artifact/bytes/byte_reader.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::artifact::xgboost {

/// Arrays of numbers up to this length stay in an outline: enough for a version.
inline constexpr std::size_t kShortArray = 3;

/// A model as JSON without the numbers of its trees: an array of more than kShortArray numbers
/// stands as their count. What is no finite number is null. The numbers are checked, the rest of
/// the text is as it was. An Error beyond `limit` bytes of outline.
base::Result<std::string> outline_of_json(ByteReader reader, std::size_t limit);
/// The same of UBJSON.
base::Result<std::string> outline_of_ubjson(const ByteReader& reader, std::size_t limit);

/// How many numbers the array had that stands, or is counted, there.
std::uint64_t count_of(json::Value array);

}  // namespace stacmlm::artifact::xgboost

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/bytes/byte_reader.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::artifact::xgboost {

/// Arrays of numbers up to this length stay in an outline: enough for a version.
inline constexpr std::size_t kShortArray = 3;

/// What stands for an array of numbers in an outline.
enum class Lists : std::uint8_t {
  kCounted,  ///< of more than kShortArray: how many there are
  kPlaced,   ///< of one and more: where it is, as a text for list_called()
};

/// A model as JSON without the numbers of its trees. What is no finite number is null. The numbers
/// are checked, the rest of the text is as it was. An Error beyond `limit` bytes of outline.
base::Result<std::string> outline_of_json(ByteReader reader, std::size_t limit,
                                          Lists lists = Lists::kCounted);
/// The same of UBJSON.
base::Result<std::string> outline_of_ubjson(const ByteReader& reader, std::size_t limit,
                                            Lists lists = Lists::kCounted);

/// Where an array of numbers is in the file.
struct NumberList {
  char type = kText;        ///< of UBJSON, or kText
  std::uint64_t begin = 0;  ///< byte of its first number
  std::uint64_t count = 0;

  static constexpr char kText = 't';
};
/// What Lists::kPlaced has written; nothing if it is something else.
std::optional<NumberList> list_called(std::string_view text);
/// Its numbers, `NaN` and `Infinity` included. An Error if they are not there.
base::Result<std::vector<double>> read_list(const Source& source, const NumberList& list);

/// How many numbers the array had that stands, or is counted, there.
std::uint64_t count_of(json::Value array);

}  // namespace stacmlm::artifact::xgboost

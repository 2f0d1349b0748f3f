// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "artifact/collector.h"
#include "artifact/digits.h"
#include "artifact/ubjson/ubjson.h"
#include "artifact/xgboost/outline.h"

namespace stacmlm::artifact::xgboost {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kLongestNumber = 64;

/// The number that a text of the JSON of XGBoost is.
std::optional<double> number_of(const std::string& text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  if (stop != end || text.empty() || fault == std::errc::invalid_argument) return {};
  return number;
}

base::Result<std::vector<double>> read_text(ByteReader reader, std::uint64_t count) {
  std::vector<double> numbers;
  std::string number;
  while (reader.left() > 0) {
    STACMLM_TRY(const std::string piece,
                reader.text(std::min<std::uint64_t>(reader.left(), kPiece), kPiece));
    for (const char c : piece) {
      if (c == ',' || c == ']') {
        const auto value = number_of(number);
        if (!value) return malformed("a list of what are no numbers");
        numbers.push_back(*value);
        number.clear();
        if (numbers.size() > count || (c == ']' && numbers.size() != count))
          return malformed("a list of another length");
        if (c == ']') return numbers;
      } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        if (number.size() == kLongestNumber) return malformed("a list of what are no numbers");
        number.push_back(c);
      }
    }
  }
  return malformed("a list without an end");
}

}  // namespace

std::optional<NumberList> list_called(std::string_view text) {
  const std::size_t colon = text.find(':', 2);
  if (text.size() < 5 || text[1] != ':' || colon == std::string_view::npos) return {};
  const auto begin = number_in<std::uint64_t>(text.substr(2, colon - 2));
  const auto count = number_in<std::uint64_t>(text.substr(colon + 1));
  const bool is_type = text[0] == NumberList::kText || ubjson::size_of_number(text[0]) != 0;
  if (!begin || !count || !is_type) return {};
  return NumberList{text[0], *begin, *count};
}

base::Result<std::vector<double>> read_list(const Source& source, const NumberList& list) {
  const std::uint64_t size = source.size();
  // Each number has a byte or more.
  if (list.begin > size || list.count > size - list.begin)
    return malformed("a list that is longer than the file");
  ByteReader reader(source, list.begin, size);
  if (list.type == NumberList::kText) return read_text(std::move(reader), list.count);
  std::vector<double> numbers;
  numbers.reserve(list.count);
  for (std::uint64_t i = 0; i < list.count; ++i) {
    STACMLM_TRY(const double number, ubjson::read_real(list.type, reader));
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace stacmlm::artifact::xgboost

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "stacmlm/json/key_hash.h"

namespace stacmlm::json {

/// kVast: perhaps larger than any double.
enum class NumberForm { kNone, kInteger, kReal, kVast };

/// How the number is written that starts at `begin` and has to end at `end` (RFC 8259, section 6).
NumberForm number_form(const char* begin, const char* end);

/// How many decimal digits stand at `p`, up to seven. Reads eight bytes.
inline std::size_t leading_digits(const char* p) {
  // Bit 7 of each byte above '9' or below '0'. Carries only reach bytes behind the first of them.
  const auto bytes = load<std::uint64_t>(p);
  const std::uint64_t others =
      ((bytes + 0x4646464646464646U) | (bytes - 0x3030303030303030U)) & 0x8080808080808080U;
  return static_cast<std::size_t>(std::countr_zero(others | std::uint64_t{1} << 63)) / 8;
}

struct ShortNumber {
  bool good;
  bool integer;
};

/// Most numbers have up to seven digits, and perhaps a point and up to seven more; only they are
/// good here. Without a branch: which of them have a point is hard to foresee. Reads up to 17
/// bytes.
inline ShortNumber read_short_number(const char* begin, const char* end) {
  const char* const integer = begin + (*begin == '-' ? 1 : 0);
  const std::size_t digits = leading_digits(integer);
  const char* const point = integer + digits;
  const std::size_t decimals = leading_digits(point + 1);
  const std::size_t real = *point == '.' ? 1 : 0;
  const bool ends = point + real * (decimals + 1) == end;
  const bool begins = (digits == 1) | ((digits != 0) & (*integer != '0'));
  return {static_cast<bool>(begins & ends & (decimals >= real)), real == 0};
}

}  // namespace stacmlm::json

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stacmlm::stac {

/// A point in time, in UTC, to be compared. A leap second stands behind second 59 of its minute.
struct Instant {
  std::int64_t minute = 0;  ///< since 1970-01-01T00:00Z
  int second = 0;           ///< 60 in a leap second
  int nanosecond = 0;       ///< digits behind the ninth are cut off
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// Reads a `date-time` of RFC 3339, or nothing. The year has four digits, an offset is needed, and
/// a leap second may stand where UTC puts one: in the last minute of a month.
std::optional<Instant> read_datetime(std::string_view text);

}  // namespace stacmlm::stac

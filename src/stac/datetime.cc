// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/datetime.h"

#include <chrono>

namespace stacmlm::stac {
namespace {

constexpr std::size_t kDateAndTime = 19;  // YYYY-MM-DDThh:mm:ss
constexpr std::size_t kOffset = 6;        // +hh:mm
constexpr std::int64_t kMinutesOfDay = 24 * 60;

/// The number that `count` digits from `at` on are, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool in_range(int number, int last) { return number >= 0 && number <= last; }

/// Takes `.digits` off the front of `rest`; false if there is a point without a digit.
bool take_fraction(std::string_view& rest, int& nanosecond) {
  if (!rest.starts_with('.')) return true;
  std::size_t end = 1;
  int scale = 100'000'000;
  for (; end < rest.size() && rest[end] >= '0' && rest[end] <= '9'; ++end) {
    nanosecond += (rest[end] - '0') * scale;
    scale /= 10;
  }
  rest.remove_prefix(end);
  return end > 1;
}

/// The minutes that local time is ahead of UTC, or nothing.
std::optional<int> offset_minutes(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != kOffset || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
  const int hours = digits(text, 1, 2);
  const int minutes = digits(text, 4, 2);
  if (!in_range(hours, 23) || !in_range(minutes, 59)) return {};
  const int ahead = hours * 60 + minutes;
  return text[0] == '+' ? ahead : -ahead;
}

/// Days since 1970-01-01, or nothing if the calendar has no such day.
std::optional<std::int64_t> day_of(std::string_view text) {
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return {};
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return {};
  return std::chrono::sys_days(date).time_since_epoch().count();
}

/// `minute` is the last one of a month in UTC.
bool ends_month(std::int64_t minute) {
  if ((minute + 1) % kMinutesOfDay != 0) return false;
  const std::chrono::sys_days next(
      std::chrono::days(static_cast<int>((minute + 1) / kMinutesOfDay)));
  return std::chrono::year_month_day(next).day() == std::chrono::day(1);
}

}  // namespace

std::optional<Instant> read_datetime(std::string_view text) {
  if (text.size() <= kDateAndTime) return {};
  if (text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
      text[16] != ':')
    return {};
  const auto day = day_of(text);
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  Instant instant;
  instant.second = digits(text, 17, 2);
  if (!day || !in_range(hour, 23) || !in_range(minute, 59) || !in_range(instant.second, 60))
    return {};
  std::string_view rest = text.substr(kDateAndTime);
  if (!take_fraction(rest, instant.nanosecond)) return {};
  const auto ahead = offset_minutes(rest);
  if (!ahead) return {};
  instant.minute = *day * kMinutesOfDay + hour * 60 + minute - *ahead;
  if (instant.second == 60 && !ends_month(instant.minute)) return {};
  return instant;
}

}  // namespace stacmlm::stac

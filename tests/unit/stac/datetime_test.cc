// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/datetime.h"

#include <gtest/gtest.h>

#include <string>

namespace stacmlm::stac {
namespace {

Instant at(std::string_view text) {
  const auto instant = read_datetime(text);
  EXPECT_TRUE(instant.has_value()) << text;
  return instant.value_or(Instant{-1, -1, -1});
}

TEST(Datetime, counts_minutes_from_1970) {
  EXPECT_EQ(at("1970-01-01T00:00:00Z"), (Instant{0, 0, 0}));
  EXPECT_EQ(at("1970-01-02T01:02:03Z"), (Instant{1440 + 62, 3, 0}));
  EXPECT_EQ(at("1969-12-31T23:59:59Z"), (Instant{-1, 59, 0}));
  EXPECT_EQ(at("2024-02-29T12:00:00Z").minute, 28'486'800);
}

TEST(Datetime, offsets_lead_to_utc) {
  EXPECT_EQ(at("1990-12-31T16:39:57-08:00"), at("1991-01-01T00:39:57Z"));
  EXPECT_EQ(at("1937-01-01T12:00:27.87+00:20"), at("1937-01-01T11:40:27.87z"));
  EXPECT_EQ(at("2020-01-01t00:00:00-00:00"), at("2020-01-01T00:00:00Z"));
}

TEST(Datetime, fractions_count_to_the_ninth_digit) {
  EXPECT_EQ(at("1985-04-12T23:20:50.52Z").nanosecond, 520'000'000);
  EXPECT_EQ(at("1985-04-12T23:20:50.1234567899Z").nanosecond, 123'456'789);
  EXPECT_EQ(at("1985-04-12T23:20:50." + std::string(100'000, '9') + "Z").nanosecond, 999'999'999);
  EXPECT_LT(at("1985-04-12T23:20:50Z"), at("1985-04-12T23:20:50.000000001Z"));
}

TEST(Datetime, leap_seconds_stand_before_the_next_minute) {
  EXPECT_LT(at("2016-12-31T23:59:59.9Z"), at("2016-12-31T23:59:60Z"));
  EXPECT_LT(at("2016-12-31T23:59:60.9Z"), at("2017-01-01T00:00:00Z"));
  EXPECT_EQ(at("1990-12-31T15:59:60-08:00"), at("1990-12-31T23:59:60Z"));
}

TEST(Datetime, years_of_four_digits_are_in_order) {
  EXPECT_LT(at("0000-01-01T00:00:00Z"), at("1900-01-01T00:00:00Z"));
  EXPECT_LT(at("1900-01-01T00:00:00Z"), at("9999-12-31T23:59:59Z"));
}

class NoDatetime : public testing::TestWithParam<const char*> {};
TEST_P(NoDatetime, is_nothing) { EXPECT_FALSE(read_datetime(GetParam()).has_value()); }

INSTANTIATE_TEST_SUITE_P(
    Texts, NoDatetime,
    testing::Values("", "Z", "2020-01-01", "2020-01-01Z", "2020-01-01T00:00:00",
                    "2020-01-01 00:00:00Z", "2020-13-01T00:00:00Z", "2020-00-01T00:00:00Z",
                    "2020-02-30T00:00:00Z", "2021-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
                    "2020-01-00T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01T00:60:00Z",
                    "2020-01-01T00:00:61Z", "2020-06-15T23:59:60Z", "2016-12-31T23:58:60Z",
                    "2016-12-31T23:59:60+01:00", "2020-01-01T00:00:00.Z", "2020-01-01T00:00:00,5Z",
                    "2020-01-01T00:00:00+24:00", "2020-01-01T00:00:00+00:60",
                    "2020-01-01T00:00:00+0000", "2020-01-01T00:00:00+00", "2020-01-01T00:00:00ZZ",
                    "2020-01-01T00:00Z", "20200101T000000Z", "+020-01-01T00:00:00Z",
                    "2020-1-01T00:00:00.0Z", "20a0-01-01T00:00:00Z", "12020-01-01T00:00:00Z"));

}  // namespace
}  // namespace stacmlm::stac

// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <charconv>
#include <cstdint>
#include <random>
#include <string>

#include "parsed.h"

namespace stacmlm::json {
namespace {

double number(const std::string& text) { return Parsed(text).root().number(); }

double nearest_double(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void expect_nearest(const std::string& text) {
  EXPECT_EQ(std::bit_cast<std::uint64_t>(number(text)),
            std::bit_cast<std::uint64_t>(nearest_double(text)))
      << text;
}

TEST(Number, is_the_nearest_double) {
  for (const char* text : {"0",
                           "-0",
                           "0.0",
                           "-0.0",
                           "1",
                           "-1",
                           "0.1",
                           "-0.3",
                           "1.0",
                           "166.145",
                           "-180.0",
                           "3558.5",
                           "0.000000000000001",
                           "-0.00000000000001",
                           "999999999999999",
                           "1000000000000000",
                           "9007199254740993",
                           "123456789012345.6",
                           "0.1234567890123456",
                           "1e5",
                           "1E-5",
                           "1.5e300",
                           "99999999999999999999",
                           "0.30000000000000004",
                           "179.99999999999999"})
    expect_nearest(text);
}

TEST(Number, of_any_few_digits_is_the_nearest_double) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string digits = std::to_string(random() >> (random() % 60));
    if (random() % 4 != 0) {
      const std::size_t point = random() % digits.size();
      digits = (point == 0 ? "0" : digits.substr(0, point)) + "." + digits.substr(point);
    }
    expect_nearest((random() % 2 == 0 ? "-" : "") + digits);
  }
}

}  // namespace
}  // namespace stacmlm::json

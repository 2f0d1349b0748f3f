// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/cast.h"

#include <gtest/gtest.h>

namespace stacmlm::run {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Cast, rounds_half_to_even_and_stops_at_the_ends) {
  EXPECT_EQ(cast_number<std::uint8_t>(0.5), 0);
  EXPECT_EQ(cast_number<std::uint8_t>(1.5), 2);
  EXPECT_EQ(cast_number<std::uint8_t>(-3), 0);
  EXPECT_EQ(cast_number<std::uint8_t>(255.6), 255);
  EXPECT_EQ(cast_number<std::int8_t>(-128.4), -128);
  EXPECT_EQ(cast_number<std::int16_t>(-kInfinity), -32768);
  EXPECT_EQ(cast_number<std::uint16_t>(kInfinity), 65535);
  EXPECT_EQ(cast_number<std::int32_t>(1e12), 2147483647);
  EXPECT_EQ(cast_number<std::uint32_t>(4294967294.5), 4294967294U);
  EXPECT_EQ(cast_number<std::int64_t>(1e300), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(cast_number<std::int64_t>(-9.3e18), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(cast_number<std::uint64_t>(18446744073709551615.0),
            std::numeric_limits<std::uint64_t>::max());
}

TEST(Cast, makes_16_bit_floats) {
  EXPECT_EQ(cast_number<Half>(1).bits, 0x3c00);
  EXPECT_EQ(cast_number<Half>(-2).bits, 0xc000);
  EXPECT_EQ(cast_number<Half>(65504).bits, 0x7bff);
  EXPECT_EQ(cast_number<Half>(65519.99).bits, 0x7bff);
  EXPECT_EQ(cast_number<Half>(65520).bits, 0x7c00);
  EXPECT_EQ(cast_number<Half>(-kInfinity).bits, 0xfc00);
  EXPECT_EQ(cast_number<Half>(1e300).bits, 0x7c00);
  EXPECT_EQ(cast_number<Half>(5.960464477539063e-08).bits, 0x0001);
  EXPECT_EQ(cast_number<Half>(2.980232238769531e-08).bits, 0x0000);   // half of it: to even
  EXPECT_EQ(cast_number<Half>(2.9802322387695316e-08).bits, 0x0001);  // a little more
  EXPECT_EQ(cast_number<Half>(1.00048828125).bits, 0x3c00);           // between two: to even
  EXPECT_EQ(cast_number<Half>(1.00048828125000023).bits, 0x3c01);     // not by way of float
  EXPECT_EQ(cast_number<Half>(6.1e-5).bits, 0x03ff);
  EXPECT_EQ(cast_number<Half>(kInfinity - kInfinity).bits & 0x7fff, 0x7e00);
}

TEST(Cast, reads_every_16_bit_float_back) {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const Half half{static_cast<std::uint16_t>(bits)};
    const float value = float_of(half);
    if (value != value) continue;
    ASSERT_EQ(half_of(value).bits, bits);
  }
}

TEST(Cast, makes_bfloat16) {
  EXPECT_EQ(cast_number<Brain>(1).bits, 0x3f80);
  EXPECT_EQ(cast_number<Brain>(1.00390625).bits, 0x3f80);
  EXPECT_EQ(cast_number<Brain>(1.01171875).bits, 0x3f82);
  EXPECT_EQ(cast_number<Brain>(kInfinity).bits, 0x7f80);
  EXPECT_EQ(float_of(Brain{0x4049}), 3.140625F);
}

}  // namespace
}  // namespace stacmlm::run

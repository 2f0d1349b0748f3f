// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <numeric>

namespace stacmlm::run {

/// A rational number. Sums and products of numbers that are_small() do not overflow.
struct Fraction {
  std::int64_t over = 0;
  std::int64_t under = 1;  ///< above 0; in lowest terms

  constexpr Fraction() = default;
  constexpr Fraction(std::int64_t whole) : over(whole) {}  // NOLINT(google-explicit-constructor)
  constexpr Fraction(std::int64_t a, std::int64_t b) : over(b < 0 ? -a : a), under(b < 0 ? -b : b) {
    const std::int64_t common = std::gcd(over, under);
    if (common > 1) {
      over /= common;
      under /= common;
    }
  }

  [[nodiscard]] constexpr std::int64_t floor() const {
    return over / under - (over % under < 0 ? 1 : 0);
  }
  [[nodiscard]] constexpr std::int64_t ceil() const {
    return over / under + (over % under > 0 ? 1 : 0);
  }
  [[nodiscard]] constexpr bool is_small() const {
    return over < kLargest && over > -kLargest && under < kLargestUnder;
  }

  friend constexpr Fraction operator+(Fraction a, Fraction b) {
    return {a.over * b.under + b.over * a.under, a.under * b.under};
  }
  friend constexpr Fraction operator-(Fraction a, Fraction b) {
    return a + Fraction(-b.over, b.under);
  }
  friend constexpr Fraction operator*(Fraction a, Fraction b) {
    return {a.over * b.over, a.under * b.under};
  }
  friend constexpr Fraction operator/(Fraction a, Fraction b) {
    return {a.over * b.under, a.under * b.over};
  }
  friend constexpr bool operator==(Fraction a, Fraction b) = default;
  friend constexpr std::strong_ordering operator<=>(Fraction a, Fraction b) {
    return a.over * b.under <=> b.over * a.under;
  }

 private:
  static constexpr std::int64_t kLargest = std::int64_t{1} << 30U;
  static constexpr std::int64_t kLargestUnder = std::int64_t{1} << 14U;
};

}  // namespace stacmlm::run

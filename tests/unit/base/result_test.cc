// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace stacmlm::base {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fail(ErrorKind::kInvalidArgument, std::to_string(number) + " is odd");
  return number / 2;
}

Result<int> quarter(int number) {
  STACMLM_TRY(const int once, half(number));
  STACMLM_TRY(const int twice, half(once));
  return twice;
}

Result<std::unique_ptr<int>> boxed(int number) { return std::make_unique<int>(number); }

Result<int> unboxed(int number) {
  STACMLM_TRY(const auto box, boxed(number));
  return *box;
}

TEST(Result, TryGoesOnWithTheValue) { EXPECT_EQ(quarter(12).value(), 3); }

TEST(Result, TryLeavesWithTheFirstError) {
  const auto result = quarter(6);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(result.error().message, "3 is odd");
}

TEST(Result, TryMovesWhatCannotBeCopied) { EXPECT_EQ(unboxed(7).value(), 7); }

TEST(Error, DuringPutsTheWorkInFront) {
  const Error error = Error{ErrorKind::kIo, "no such file"}.during("reading a.json");
  EXPECT_EQ(error.message, "reading a.json: no such file");
  EXPECT_EQ(error.kind, ErrorKind::kIo);
}

}  // namespace
}  // namespace stacmlm::base

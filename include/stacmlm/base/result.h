// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "stacmlm/base/error.h"

namespace stacmlm::base {

/// A value, or the Error that says why there is none.
///
/// ```cpp
/// stacmlm::base::Result<int> half(int n) {
///   if (n % 2 != 0) return stacmlm::base::fail(ErrorKind::kInvalidArgument, "an odd number");
///   return n / 2;
/// }
/// ```
template <class T>
using Result = tl::expected<T, Error>;

/// The failing result, for `return fail(kind, "why")`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace stacmlm::base

/// Leaves the function with the error, or goes on with the value: `STACMLM_TRY(auto text,
/// read(path));`
#define STACMLM_TRY(declaration, expression) STACMLM_TRY_LINE(declaration, expression, __LINE__)
#define STACMLM_TRY_LINE(declaration, expression, line) \
  STACMLM_TRY_NAMED(declaration, expression, line)
#define STACMLM_TRY_NAMED(declaration, expression, line)             \
  auto stacmlm_result_##line = (expression);                         \
  if (!stacmlm_result_##line) {                                      \
    return tl::unexpected(std::move(stacmlm_result_##line).error()); \
  }                                                                  \
  declaration = *std::move(stacmlm_result_##line)

/// Leaves the function with the error, or goes on: `STACMLM_CHECK(reader.skip(8));`
#define STACMLM_CHECK(expression) STACMLM_CHECK_LINE(expression, __LINE__)
#define STACMLM_CHECK_LINE(expression, line) STACMLM_CHECK_NAMED(expression, line)
#define STACMLM_CHECK_NAMED(expression, line)                        \
  auto stacmlm_result_##line = (expression);                         \
  if (!stacmlm_result_##line) {                                      \
    return tl::unexpected(std::move(stacmlm_result_##line).error()); \
  }

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "stacmlm/base/result.h"

namespace stacmlm::rules {

/// A regular expression of a schema that is not ours, so that it cannot hang or crash: matched in
/// time that is polynomial, over texts and expressions of a limited size, code point by code point.
class BoundedPattern {
 public:
  static constexpr std::size_t kMaxText = 4096;  ///< bytes

  /// An Error if the expression is wrong.
  static base::Result<BoundedPattern> compile(std::string_view expression);

  /// False: too large, or made of what is not known here (look-behind, `\p{..}`, back-references).
  [[nodiscard]] bool is_supported() const { return expression_.has_value(); }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// About how many steps it takes to match a text of this size.
  [[nodiscard]] std::uint64_t steps(std::size_t size) const;
  /// Whether it is found anywhere in `text`; only if supported, and `text` is not over the limit.
  [[nodiscard]] bool is_in(std::string_view text) const;

 private:
  std::string text_;
  std::optional<std::wregex> expression_;
  std::size_t states_ = 0;
  bool looks_ahead_ = false;
};

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include "run/plan/check_word.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "rules/nearest.h"

namespace stacmlm::run {

base::Result<void> check_word(std::string_view option, std::string_view word,
                              const std::vector<std::string>& words) {
  if (std::ranges::find(words, word) != words.end()) return {};
  const auto first = std::span(words).first(words.size() - 1);
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("{} {}: {} or {}", option, rules::shown(word),
                                fmt::join(first, ", "), words.back()));
}

}  // namespace stacmlm::run

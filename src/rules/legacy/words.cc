// SPDX-License-Identifier: Apache-2.0
#include "rules/legacy/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
std::string_view meant_word(std::string_view text, std::span<const std::string_view> words) {
  const auto found =
      std::ranges::find_if(words, [&](std::string_view word) { return same_letters(text, word); });
  return found == words.end() ? std::string_view() : *found;
}

void check_words(const Context& context, Findings& findings, const json::Key& key,
                 std::span<const std::string_view> words,
                 std::string_view (*meant)(std::string_view, std::span<const std::string_view>)) {
  const auto check_value = [&](json::Value value) {
    if (!value.is_string() || std::ranges::find(words, value.string()) != words.end()) return;
    Finding& finding = findings.at_value(
        value, fmt::format("{} is none of the words for `{}`", shown(value.string()), key.text));
    const std::string_view word = meant(value.string(), words);
    if (word.empty()) {
      const std::string near = did_you_mean(value.string(), {words.begin(), words.end()});
      finding.hint(near.empty() ? fmt::format("the words are {}", fmt::join(words, ", ")) : near);
      return;
    }
    finding.hint(fmt::format("write `{}`", word));
    if (findings.is_full()) return;
    finding.safe_fix(
        fmt::format("write `{}`", word),
        {{json::PatchOperation::Kind::kReplace, json::pointer_to(value), json::quote(word), {}}});
  };
  check_value(context.properties().find(key));
  for (const AssetView& asset : context.assets()) check_value(asset.source().find(key));
}

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include "cli/code_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/nearest.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::cli {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

bool is_same_letter(char a, char b) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return small(a) == small(b);
}

bool is_same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, is_same_letter);
}

base::Error unknown(std::string_view name) {
  std::vector<std::string_view> known;
  for (const rules::Rule* rule : rules::all_rules()) {
    known.push_back(rule->code);
    known.push_back(rule->slug);
  }
  const std::string cure = rules::did_you_mean(name, known);
  return {base::ErrorKind::kInvalidArgument,
          fmt::format("no rule {}; {}", rules::shown(name),
                      cure.empty() ? "`mlm explain` lists them" : cure)};
}

}  // namespace

base::Result<const rules::Rule*> rule_named(std::string_view name) {
  for (const rules::Rule* rule : rules::all_rules()) {
    if (is_same(rule->code, name) || is_same(rule->slug, name)) return rule;
  }
  return tl::unexpected(unknown(name));
}

std::size_t rule_index(std::string_view code) {
  const auto all = rules::all_rules();
  const auto found = std::ranges::lower_bound(all, code, {}, &rules::Rule::code);
  return static_cast<std::size_t>(found - all.begin());
}

base::Result<void> CodeList::add(std::string_view names) {
  for (;;) {
    const std::size_t comma = names.find(',');
    if (auto added = add_one(trimmed(names.substr(0, comma))); !added) return added;
    if (comma == std::string_view::npos) return {};
    names.remove_prefix(comma + 1);
  }
}

base::Result<void> CodeList::add_given(const std::vector<std::string>& names, const char* option) {
  for (const std::string& name : names) {
    auto added = add(name);
    if (!added) return tl::unexpected(std::move(added).error().during(option));
  }
  return {};
}

base::Result<void> CodeList::add_one(std::string_view name) {
  const auto all = rules::all_rules();
  rules_.resize(all.size());
  bool is_known = false;
  for (std::size_t i = 0; i < all.size() && !name.empty(); ++i) {
    const bool begins = is_same(all[i]->code.substr(0, name.size()), name);
    if (!begins && !is_same(all[i]->slug, name)) continue;
    rules_[i] = true;
    is_known = true;
  }
  if (is_known) return {};
  return tl::unexpected(unknown(name));
}

}  // namespace stacmlm::cli

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

std::string cure_for(std::string_view name) {
  std::vector<std::string_view> known;
  for (const rules::Rule* rule : rules::all_rules()) {
    known.push_back(rule->code);
    known.push_back(rule->slug);
  }
  const std::string_view meant = rules::nearest(name, known);
  return meant.empty() ? "`mlm explain` lists them" : fmt::format("did you mean {}?", meant);
}

}  // namespace

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

base::Result<void> CodeList::add_one(std::string_view name) {
  const auto all = rules::all_rules();
  rules_.resize(all.size());
  bool is_known = false;
  for (std::size_t i = 0; i < all.size() && !name.empty(); ++i) {
    if (!all[i]->code.starts_with(name) && all[i]->slug != name) continue;
    rules_[i] = true;
    is_known = true;
  }
  if (is_known) return {};
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("no rule `{}`; {}", name, cure_for(name)));
}

}  // namespace stacmlm::cli

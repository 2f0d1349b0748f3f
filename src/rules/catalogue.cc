// SPDX-License-Identifier: Apache-2.0
#include "rules/catalogue.h"

#include <algorithm>
#include <vector>

namespace stacmlm::rules {

RuleList all_rules() {
  static const std::vector<const Rule*> rules = [] {
    std::vector<const Rule*> all;
    const auto add = [&all](RuleList room) { all.insert(all.end(), room.begin(), room.end()); };
    add(text_rules());
    add(schema_rules());
    add(told_rules());
    add(input_rules());
    add(output_rules());
    add(model_rules());
    add(asset_rules());
    add(practice_rules());
    add(space_time_rules());
    add(collection_rules());
    add(legacy_rules());
    add(model_file_rules());
    add(tree_rules());
    std::ranges::sort(all, {}, &Rule::code);
    return all;
  }();
  return rules;
}

const Rule* find_rule(std::string_view code_or_slug) {
  const auto rules = all_rules();
  const auto found = std::ranges::find_if(rules, [&](const Rule* rule) {
    return rule->code == code_or_slug || rule->slug == code_or_slug;
  });
  return found == rules.end() ? nullptr : *found;
}

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::cli {

/// The rule of this code or slug, in capitals or not; an Error that says which is meant for any
/// other name.
base::Result<const rules::Rule*> rule_named(std::string_view name);

/// The index of a rule in rules::all_rules(). @pre there is one with this code
std::size_t rule_index(std::string_view code);

/// A set of rules, named by codes, beginnings of codes or slugs, in capitals or not.
class CodeList {
 public:
  CodeList() = default;

  /// Adds what `names` (separated by commas) means; an Error for one that means nothing.
  base::Result<void> add(std::string_view names);
  /// The same for each that an option was given; the Error names the option.
  base::Result<void> add_given(const std::vector<std::string>& names, const char* option);

  [[nodiscard]] bool empty() const { return rules_.empty(); }
  [[nodiscard]] bool has(std::size_t rule) const { return !rules_.empty() && rules_[rule]; }

 private:
  base::Result<void> add_one(std::string_view name);
  std::vector<bool> rules_;
};

}  // namespace stacmlm::cli

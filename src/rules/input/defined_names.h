// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/context.h"

namespace stacmlm::rules {

/// Calls `visit` with the lists in which `holder` (properties or asset) defines bands.
template <class Visit>
void for_each_band_list(json::Value holder, Visit visit) {
  for (const json::Value member : holder.members()) {
    const std::string_view key = member.key();
    if (key == "bands" || key == "eo:bands" || key == "raster:bands") visit(member);
  }
}

/// `text` with small letters for the 26 capitals.
std::string lower_case(std::string_view text);

/// The names that a document gives: to bands in any of the three lists, or to variables.
class DefinedNames {
 public:
  static DefinedNames of_bands(const Context& context);
  /// The members of `cube:variables` in the properties and the assets.
  static DefinedNames of_variables(const Context& context);

  /// Nothing is defined at all, not even without a name.
  [[nodiscard]] bool empty() const { return definitions_ == 0; }
  [[nodiscard]] bool has(std::string_view name) const;
  /// The one defined name that differs from `name` by case alone, or nothing.
  std::string_view in_other_case(std::string_view name);
  /// `did you mean ...?`, or nothing.
  [[nodiscard]] std::string suggestion(std::string_view name) const;

 private:
  void add_bands(json::Value holder);
  void add_variables(json::Value holder);
  void sort();

  std::size_t definitions_ = 0;
  std::vector<std::string_view> names_;  // sorted, each once
  std::unordered_map<std::string, std::string_view> by_lower_case_;
};

}  // namespace stacmlm::rules

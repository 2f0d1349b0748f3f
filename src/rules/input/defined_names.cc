// SPDX-License-Identifier: Apache-2.0
#include "rules/input/defined_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// Among more names than this no near one is looked for: it takes too long.
constexpr std::size_t kMostCandidates = 100;

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

DefinedNames DefinedNames::of_bands(const Context& context) {
  DefinedNames names;
  names.add_bands(context.properties());
  for (const AssetView& asset : context.assets()) names.add_bands(asset.source());
  names.sort();
  return names;
}

DefinedNames DefinedNames::of_variables(const Context& context) {
  DefinedNames names;
  names.add_variables(context.properties());
  for (const AssetView& asset : context.assets()) names.add_variables(asset.source());
  names.sort();
  return names;
}

void DefinedNames::add_bands(json::Value holder) {
  for_each_band_list(holder, [&](json::Value list) {
    for (const json::Value band : list.elements()) {
      if (!band.is_object()) continue;
      ++definitions_;
      const json::Value name = band.find("name");
      if (name.is_string()) names_.push_back(name.string());
    }
  });
}

void DefinedNames::add_variables(json::Value holder) {
  for (const json::Value variable : holder.find("cube:variables").members()) {
    ++definitions_;
    names_.push_back(variable.key());
  }
}

void DefinedNames::sort() {
  std::ranges::sort(names_);
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

bool DefinedNames::has(std::string_view name) const {
  return std::ranges::binary_search(names_, name);
}

std::string_view DefinedNames::in_other_case(std::string_view name) {
  if (by_lower_case_.empty()) {
    for (const std::string_view defined : names_) {
      const auto [at, is_new] = by_lower_case_.emplace(lower_case(defined), defined);
      if (!is_new) at->second = {};  // two names meet: neither is surely meant
    }
  }
  const auto found = by_lower_case_.find(lower_case(name));
  return found == by_lower_case_.end() ? std::string_view() : found->second;
}

std::string DefinedNames::suggestion(std::string_view name) const {
  if (names_.size() > kMostCandidates) return {};
  for (const std::string_view defined : names_) {  // `B04` of `B04 - red`
    if (defined.size() > name.size() && defined.starts_with(name) && defined[name.size()] == ' ')
      return fmt::format("did you mean {}?", shown(defined));
  }
  return did_you_mean(name, names_);
}

}  // namespace stacmlm::rules

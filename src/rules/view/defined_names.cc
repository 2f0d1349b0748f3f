// SPDX-License-Identifier: Apache-2.0
#include "rules/view/defined_names.h"

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

void DefinedNames::clear() {
  definitions_ = 0;
  some_dangle_ = false;
  names_.clear();
  slots_.fill(0);
  many_.clear();
  lists_.clear();
  in_lists_.clear();
  by_lower_case_.clear();
}

void DefinedNames::add_bands(const OtherMembers& members, const AssetView* asset) {
  json::Value first = members.bands.raw();
  json::Value second = members.eo_bands.raw();
  json::Value third = members.raster_bands.raw();
  const auto put_in_order = [](json::Value& a, json::Value& b) {
    if (b.exists() && (!a.exists() || b.node().begin < a.node().begin)) std::swap(a, b);
  };
  put_in_order(first, second);
  put_in_order(second, third);
  put_in_order(first, second);
  for (const json::Value list : {first, second, third}) {
    if (list.exists()) add_list(list, asset);
  }
}

void DefinedNames::add_list(json::Value list, const AssetView* asset) {
  static const json::Key kName("name");
  BandList& read = lists_.emplace_back();
  read.source = list;
  read.asset = asset;
  for (const json::Value band : list.elements()) {
    if (!band.is_object()) continue;
    ++definitions_;
    const json::Value name = band.find(kName);
    read.has_nameless = read.has_nameless || !name.exists();
    if (!name.is_string()) continue;
    ++read.names;
    in_lists_.push_back(add(Word(name.string())));
  }
}

void DefinedNames::add_variables(const OtherMembers& members) {
  for (const json::Value variable : members.cube_variables.raw().members()) {
    ++definitions_;
    add(Word::key_of(variable));
  }
}

std::uint32_t DefinedNames::add(const Word& name) {
  const auto next = static_cast<std::uint32_t>(names_.size());
  std::uint8_t& slot = slots_[slot_of(name)];
  if (slot != 0) return slot - 1U;
  if (next >= kFew) {
    const auto [known, is_new] = many_.emplace(name.text(), next);
    if (!is_new) return known->second;
  } else {
    slot = static_cast<std::uint8_t>(next + 1);
  }
  names_.push_back({name});
  return next;
}

/// Where the name stands among the first few, or could stand.
std::size_t DefinedNames::slot_of(const Word& name) const {
  std::size_t at = name.hash() % slots_.size();
  while (slots_[at] != 0 && names_[slots_[at] - 1U].word != name) at = (at + 1) % slots_.size();
  return at;
}

std::uint32_t DefinedNames::find(const Word& name) const {
  const std::uint8_t slot = slots_[slot_of(name)];
  if (slot != 0) return slot - 1U;
  if (many_.empty()) return kNone;
  const auto found = many_.find(name.text());
  return found == many_.end() ? kNone : found->second;
}

void DefinedNames::mark_named(std::span<const Reference> references) {
  for (const Reference& reference : references) {
    if (!reference.name.exists()) continue;
    const std::uint32_t index = find(reference.word);
    if (index != kNone) names_[index].is_named = true;
    some_dangle_ = some_dangle_ || (index == kNone && !reference.is_derived);
  }
}

void DefinedNames::count_named() {
  auto next = in_lists_.begin();
  for (BandList& list : lists_) {
    const auto end = next + static_cast<std::ptrdiff_t>(list.names);
    list.named = static_cast<std::size_t>(
        std::count_if(next, end, [&](std::uint32_t index) { return names_[index].is_named; }));
    next = end;
  }
}

std::string_view DefinedNames::in_other_case(std::string_view name) const {
  if (by_lower_case_.empty()) {
    for (const Name& defined : names_) {
      const std::string_view text = defined.word.text();
      const auto [at, is_new] = by_lower_case_.emplace(lower_case(text), text);
      if (!is_new) at->second = {};  // two names meet: neither is surely meant
    }
  }
  const auto found = by_lower_case_.find(lower_case(name));
  return found == by_lower_case_.end() ? std::string_view() : found->second;
}

std::string DefinedNames::suggestion(std::string_view name) const {
  if (names_.size() > kMostCandidates) return {};
  std::vector<std::string_view> candidates;
  candidates.reserve(names_.size());
  for (const Name& defined : names_) candidates.push_back(defined.word.text());
  std::ranges::sort(candidates);
  for (const std::string_view defined : candidates) {  // `B04` of `B04 - red`
    if (defined.size() > name.size() && defined.starts_with(name) && defined[name.size()] == ' ')
      return fmt::format("did you mean {}?", shown(defined));
  }
  return did_you_mean(name, candidates);
}

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/view/asset.h"
#include "rules/view/tensor.h"
#include "rules/view/word.h"

namespace stacmlm::rules {

/// A list that defines bands: `bands`, `eo:bands` or `raster:bands`.
struct BandList {
  json::Value source;
  const AssetView* asset = nullptr;  ///< null: in the properties
  std::size_t names = 0;             ///< so many of its bands have a name
  std::size_t named = 0;             ///< so many of those are named by inputs and outputs
  bool has_nameless = false;         ///< an object among its bands has no `name`
};

/// The names that a document gives: to bands in any of the three lists, or to variables.
class DefinedNames {
 public:
  /// Starts anew.
  void clear();
  /// Reads the lists of bands in the properties (no asset) or on an asset, in their order.
  void add_bands(const OtherMembers& members, const AssetView* asset);
  /// Reads the members of `cube:variables`.
  void add_variables(const OtherMembers& members);
  /// Takes down that inputs or outputs name them.
  void mark_named(std::span<const Reference> references);
  /// Counts in each list the names that are marked.
  void count_named();

  /// Nothing is defined at all, not even without a name.
  [[nodiscard]] bool empty() const { return definitions_ == 0; }
  /// Some name that was marked, and is not computed, is not defined.
  [[nodiscard]] bool some_dangle() const { return some_dangle_; }
  [[nodiscard]] bool has(const Word& name) const { return find(name) != kNone; }
  [[nodiscard]] const std::vector<BandList>& band_lists() const { return lists_; }
  /// The one defined name that differs from `name` by case alone, or nothing.
  [[nodiscard]] std::string_view in_other_case(std::string_view name) const;
  /// `did you mean ...?`, or nothing.
  [[nodiscard]] std::string suggestion(std::string_view name) const;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::size_t kFew = 64;
  struct Name {
    Word word;
    bool is_named = false;
  };
  void add_list(json::Value list, const AssetView* asset);
  std::uint32_t add(const Word& name);
  [[nodiscard]] std::uint32_t find(const Word& name) const;
  [[nodiscard]] std::size_t slot_of(const Word& name) const;

  std::size_t definitions_ = 0;
  bool some_dangle_ = false;
  std::vector<Name> names_;  // each once
  /// A hash table of the first few names; whatever is beyond is hashed in full and costs memory.
  std::array<std::uint8_t, 2 * kFew> slots_{};
  std::unordered_map<std::string_view, std::uint32_t> many_;
  std::vector<BandList> lists_;
  std::vector<std::uint32_t> in_lists_;  // the names in the lists, one list after the other
  mutable std::unordered_map<std::string, std::string_view> by_lower_case_;
};

/// `text` with small letters for the 26 capitals.
std::string lower_case(std::string_view text);

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "json/yaml_tree.h"

namespace stacmlm::json {

/// Writes a tree as JSON, aliases and merge keys resolved, and notes where each value came from.
class YamlWriter {
 public:
  using Places = YamlDocument::Places;
  YamlWriter(const YamlTree& tree, const YamlLimits& limits) : tree_(tree), limits_(limits) {}

  /// The whole tree, or what is wrong with it.
  std::optional<SyntaxFault> write();

  [[nodiscard]] std::string take_json() { return std::move(json_); }
  [[nodiscard]] std::vector<Places> take_places() { return std::move(places_); }

 private:
  struct Member {
    std::string key;
    YamlPlace key_place;
    std::uint32_t value;
  };
  using Members = std::vector<Member>;

  // Each returns false when fault_ says why.
  bool write_value(std::uint32_t index, std::size_t depth, const YamlPlace* key);
  bool write_list(const YamlNode& list, std::uint32_t first, std::size_t depth, bool is_set);
  bool write_object(std::uint32_t index, std::size_t depth);
  bool collect(std::uint32_t object, std::size_t merges, Members& members);
  bool merge(std::uint32_t source, std::size_t merges, std::unordered_set<std::string>& known,
             Members& members);
  bool read_key(std::uint32_t index, std::string& key);
  bool is_within_limits(const YamlPlace& place);
  bool fail_expanded(const YamlPlace& place);
  bool fail(const YamlPlace& place, std::string message,
            SyntaxFault::Kind kind = SyntaxFault::Kind::kSyntax);

  [[nodiscard]] std::uint32_t resolved(std::uint32_t index) const;
  [[nodiscard]] bool is_merge_key(std::uint32_t index) const;

  const YamlTree& tree_;
  const YamlLimits& limits_;
  std::string json_;
  std::vector<Places> places_;
  std::size_t visited_ = 0;
  std::size_t key_bytes_ = 0;
  std::optional<SyntaxFault> fault_;
};

}  // namespace stacmlm::json

// SPDX-License-Identifier: Apache-2.0
// What Items of one Collection have in common besides their values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// The assets that every Item has, and the members of theirs that are the same in all of them.
class CommonAssets {
 public:
  using Members = std::vector<std::pair<std::string, std::string>>;  // key and JSON text

  void add_item(json::Value item);

  /// By key, in the order of the first Item. A definition needs two members: where the Items have
  /// fewer in common, the title says what the key says.
  [[nodiscard]] const std::vector<std::pair<std::string, Members>>& assets() const {
    return assets_;
  }

 private:
  std::vector<std::pair<std::string, Members>> assets_;
  bool is_first_ = true;
};

/// A definition for `item_assets` from common members.
CommonAssets::Members asset_definition(const std::string& key, CommonAssets::Members common);

/// Providers, keywords and licences of all Items, each once and in the order in which they come, up
/// to 200 of each.
class PeopleSum {
 public:
  void add_item(json::Value item);

  struct Provider {
    std::string name;
    std::string description;
    std::vector<std::string> roles;
    std::string url;
  };
  struct License {
    std::string name;
    std::string href;
    std::string type;
  };
  [[nodiscard]] const std::vector<Provider>& providers() const { return providers_; }
  [[nodiscard]] const std::vector<std::string>& keywords() const { return keywords_; }
  /// The licences of the Items, each once; the first two, as the others say no more.
  [[nodiscard]] const std::vector<std::string>& licenses() const { return licenses_; }
  /// The licences that have an address.
  [[nodiscard]] const std::vector<License>& license_links() const { return license_links_; }

  /// What a person has to know of Items without a licence, and of what is over the limit.
  [[nodiscard]] std::vector<std::string> notes(bool is_license_given) const;

 private:
  /// True if there is room for one more; else `name` is left out, which is noted for the first.
  bool has_room(std::size_t size, std::string_view kind, const std::string& name);
  void add_license_link(json::Value link, const std::string& license);
  void add_provider(json::Value provider);

  std::vector<Provider> providers_;
  std::vector<std::string> keywords_;
  std::vector<std::string> licenses_;
  std::vector<License> license_links_;
  std::size_t without_license_ = 0;
  std::map<std::string_view, std::string> first_left_out_;  // by kind
};

}  // namespace stacmlm::author

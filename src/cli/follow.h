// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/jobs.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {

/// Goes from a Catalog or Collection along its `child` and `item` links, as far as they lead to
/// files on this machine; each file once. Catalogs come before what they hold. What is no regular
/// file is never opened: a pipe may wait for ever.
class Follower {
 public:
  explicit Follower(std::string root);

  std::optional<Input> next();

 private:
  struct Step {
    std::string path;
    bool may_lead_on;  // not for Items, whose links need not be read
    bool is_named = false;
  };
  void add_links_of(const std::string& path);
  [[nodiscard]] bool is_outside(const std::string& path) const;

  std::filesystem::path folder_;  // of the root, behind symbolic links
  std::vector<Step> open_;        // the last is the next
  std::set<std::string> seen_;
  json::Parser parser_;
  json::Document document_;
};

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/follow.h"
#include "cli/walk.h"

namespace stacmlm::cli {

/// The files that the arguments of a command mean, one at a time and in their order. Folders and
/// patterns do not mean `reports`, though they may lie there.
class Inputs {
 public:
  Inputs(std::vector<std::string> paths, bool follow, std::vector<std::string> reports)
      : paths_(std::move(paths)), follow_(follow), reports_(std::move(reports)) {}

  /// The next file; one with an error for an argument that leads to none.
  std::optional<Input> next();

 private:
  std::optional<Input> open(const std::string& path);
  std::optional<Input> go_on();
  [[nodiscard]] bool is_report(const std::string& path) const;

  std::vector<std::string> paths_;
  bool follow_;
  std::vector<std::string> reports_;
  std::size_t at_ = 0;
  std::optional<Walk> walk_;
  std::string walked_;
  bool is_walk_empty_ = false;
  std::optional<Follower> follower_;
};

}  // namespace stacmlm::cli

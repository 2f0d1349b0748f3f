// SPDX-License-Identifier: Apache-2.0
#include "cli/follow.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/file_text.h"
#include "stacmlm/rules/tree_check.h"

namespace stacmlm::cli {

std::optional<Input> Follower::next() {
  while (!open_.empty()) {
    Step step = std::move(open_.back());
    open_.pop_back();
    if (!seen_.insert(std::filesystem::path(step.path).lexically_normal().string()).second)
      continue;
    if (step.may_lead_on) add_links_of(step.path);
    return Input{std::move(step.path)};
  }
  return std::nullopt;
}

void Follower::add_links_of(const std::string& path) {
  auto text = read_text(path, json::ParseLimits{}.bytes);
  // What is wrong with this file is told when it is checked.
  if (!text || !text->text || parser_.parse(*std::move(text->text), document_)) return;
  const std::size_t first = open_.size();
  for (auto& link : rules::links_to_follow(document_, path))
    open_.push_back({std::move(link.path), link.is_child});
  std::reverse(open_.begin() + static_cast<std::ptrdiff_t>(first), open_.end());
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/follow.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/file_text.h"
#include "stacmlm/rules/tree_check.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

bool is_special(const std::string& path) {
  std::error_code none;
  return fs::exists(path, none) && !fs::is_regular_file(path, none);
}

}  // namespace

Follower::Follower(std::string root) {
  std::error_code none;
  folder_ = fs::canonical(fs::absolute(root, none).parent_path(), none);
  open_.push_back({std::move(root), true, true});
}

std::optional<Input> Follower::next() {
  while (!open_.empty()) {
    Step step = std::move(open_.back());
    open_.pop_back();
    if (!seen_.insert(fs::path(step.path).lexically_normal().string()).second) continue;
    if (!step.is_named && is_special(step.path)) return Input{std::move(step.path), "not a file"};
    if (step.may_lead_on) add_links_of(step.path);
    Input input{std::move(step.path)};
    input.is_outside = !step.is_named && is_outside(input.path);
    return input;
  }
  return std::nullopt;
}

bool Follower::is_outside(const std::string& path) const {
  std::error_code error;
  const fs::path file = fs::canonical(path, error);
  if (error) return true;
  const fs::path below = file.lexically_relative(folder_);
  return folder_.empty() || below.empty() || *below.begin() == "..";
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

// SPDX-License-Identifier: Apache-2.0
#include "cli/follow.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/file_text.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

// The file that a link leads to; nothing for other places than this machine.
std::string target_of(const fs::path& from, std::string_view href) {
  const std::size_t scheme = href.find("://");
  if (href.starts_with("file://")) return fs::path(href.substr(7)).lexically_normal().string();
  if (scheme != std::string_view::npos || href.empty()) return {};
  return (from.parent_path() / fs::path(href)).lexically_normal().string();
}

}  // namespace

std::optional<Input> Follower::next() {
  while (!open_.empty()) {
    Step step = std::move(open_.back());
    open_.pop_back();
    if (!seen_.insert(fs::path(step.path).lexically_normal().string()).second) continue;
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
  const stac::Field<stac::List<stac::Link>> links(document_.root().find("links"));
  if (!links) return;
  for (const auto& field : *links) {
    if (!field) continue;
    const stac::Link link = *field;
    const bool is_child = link.rel.value_or("") == "child";
    if (!is_child && link.rel.value_or("") != "item") continue;
    std::string target = target_of(path, link.href.value_or(""));
    if (!target.empty()) open_.push_back({std::move(target), is_child});
  }
  std::reverse(open_.begin() + static_cast<std::ptrdiff_t>(first), open_.end());
}

}  // namespace stacmlm::cli

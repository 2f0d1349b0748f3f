// SPDX-License-Identifier: Apache-2.0
#include "json/yaml_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace stacmlm::json {
namespace {

using NodeKind = YamlNode::Kind;
using Tag = YamlNode::Tag;

constexpr std::string_view kCore = "tag:yaml.org,2002:";

struct NamedTag {
  std::string_view name;
  Tag tag;
};
constexpr NamedTag kScalarTags[] = {
    {"?", Tag::kPlain},
    {"", Tag::kPlain},
    {"!", Tag::kText},  // quoted, or a block of text
    {"tag:yaml.org,2002:str", Tag::kText},
    {"tag:yaml.org,2002:null", Tag::kNull},
    {"tag:yaml.org,2002:bool", Tag::kBoolean},
    {"tag:yaml.org,2002:int", Tag::kInteger},
    {"tag:yaml.org,2002:float", Tag::kNumber},
    {"tag:yaml.org,2002:merge", Tag::kMerge},
};

std::optional<Tag> scalar_tag(std::string_view name) {
  const auto* const found = std::ranges::find(kScalarTags, name, &NamedTag::name);
  return found == std::end(kScalarTags) ? std::nullopt : std::optional(found->tag);
}

bool is_untagged(std::string_view tag) { return tag.empty() || tag == "?" || tag == "!"; }
bool is_core(std::string_view tag, std::string_view name) {
  return tag.starts_with(kCore) && tag.substr(kCore.size()) == name;
}

std::string unknown_tag(std::string_view tag) {
  if (tag.starts_with(kCore)) {
    return fmt::format("the tag `!!{}` is not read here", tag.substr(kCore.size(), 60));
  }
  return fmt::format("the tag `{}` is not known", tag.substr(0, 60));
}

}  // namespace

void YamlEvents::stop(std::size_t at, std::string message, SyntaxFault::Kind kind) {
  throw Stop{{kind, static_cast<std::uint32_t>(at), std::move(message)}};
}

std::size_t YamlEvents::offset_of(const YAML::Mark& mark) const {
  return std::min(static_cast<std::size_t>(std::max(mark.pos, 0)) + skipped_, text_.size());
}

void YamlEvents::OnDocumentStart(const YAML::Mark& mark) {
  if (std::exchange(has_started_, true)) stop(offset_of(mark), "a second document in one text");
}

std::size_t YamlEvents::behind_properties(std::size_t at) const {
  constexpr std::string_view kBlank = " \t\r\n";
  while (at < text_.size() && (text_[at] == '&' || text_[at] == '!')) {
    const std::size_t end = std::min(text_.find_first_of(kBlank, at), text_.size());
    const std::size_t next = text_.find_first_not_of(kBlank, end);
    if (next == std::string_view::npos) return at;
    at = next;
  }
  return at;
}

std::size_t YamlEvents::end_of_scalar(std::size_t begin, std::string_view value) const {
  const std::string_view rest = text_.substr(begin);
  if (rest.empty()) return begin;
  const char first = rest.front();
  if (first == '"' || first == '\'') {
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (first == '"' && rest[i] == '\\') {
        ++i;
      } else if (rest[i] == first) {
        if (first == '"' || i + 1 == rest.size() || rest[i + 1] != '\'') return begin + i + 1;
        ++i;
      }
    }
    return text_.size();
  }
  if (rest.starts_with(value)) return begin + value.size();
  return begin + std::min(rest.find_first_of("\r\n"), rest.size());
}

YamlNode& YamlEvents::add(YamlNode::Kind kind, std::size_t begin, YAML::anchor_t anchor) {
  // Keys count as well; what aliases bring is counted when they are resolved.
  if (tree_.size() >= 2 * limits_.values) {
    stop(begin, fmt::format("more than {} values", limits_.values), SyntaxFault::Kind::kSize);
  }
  const auto index = static_cast<std::uint32_t>(tree_.size());
  if (anchor != 0) {
    if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
    anchors_[anchor] = index;
  }
  YamlNode& node = tree_.emplace_back();
  node.kind = kind;
  node.next = index + 1;
  const auto at = static_cast<std::uint32_t>(begin);
  node.place = {at, std::min(at + 1, static_cast<std::uint32_t>(text_.size()))};
  return node;
}

void YamlEvents::open(YamlNode::Kind kind, std::size_t begin, YAML::anchor_t anchor) {
  if (open_.size() == limits_.depth) {
    stop(begin, fmt::format("nested deeper than {} levels", limits_.depth),
         SyntaxFault::Kind::kDepth);
  }
  open_.push_back(static_cast<std::uint32_t>(tree_.size()));
  add(kind, begin, anchor).next = 0;
}

void YamlEvents::close() {
  tree_[open_.back()].next = static_cast<std::uint32_t>(tree_.size());
  open_.pop_back();
}

/// A value that is left out is told at what stands behind it: its place is what stands before.
void YamlEvents::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t begin = offset_of(mark);
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!text_.substr(begin).starts_with(word)) continue;
    YamlNode& node = add(NodeKind::kScalar, begin, anchor);
    node.place.end = node.place.begin + static_cast<std::uint32_t>(word.size());
    return;
  }
  const YamlPlace before = tree_.empty() ? YamlPlace{} : tree_.back().place;
  add(NodeKind::kScalar, begin, anchor).place = before;
}

void YamlEvents::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t begin = offset_of(mark);
  const std::uint32_t target = anchor < anchors_.size() ? anchors_[anchor] : 0;
  if (anchor >= anchors_.size() || tree_[target].next == 0) {
    stop(begin, "an alias that stands in what it stands for");
  }
  YamlNode& node = add(NodeKind::kAlias, begin, 0);
  node.target = target;
  const std::size_t end = text_.find_first_of(" \t\r\n,]}", begin);
  node.place.end = static_cast<std::uint32_t>(std::min(end, text_.size()));
}

void YamlEvents::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                          const std::string& value) {
  const std::size_t at = offset_of(mark);
  if (is_core(tag, "set") && value.empty()) {
    add(NodeKind::kSet, at, anchor);
    return;
  }
  const std::optional<Tag> known = scalar_tag(tag);
  if (!known) stop(at, unknown_tag(tag));
  const std::size_t begin = behind_properties(at);
  YamlNode& node = add(NodeKind::kScalar, begin, anchor);
  node.tag = *known;
  node.text = value;
  node.place.end = static_cast<std::uint32_t>(end_of_scalar(begin, value));
}

void YamlEvents::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                 YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) {
  const std::size_t at = offset_of(mark);
  if (!is_untagged(tag) && !is_core(tag, "seq")) stop(at, unknown_tag(tag));
  open(NodeKind::kList, behind_properties(at), anchor);
}

void YamlEvents::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                            YAML::EmitterStyle::value /*style*/) {
  const std::size_t at = offset_of(mark);
  const bool is_set = is_core(tag, "set");
  if (!is_set && !is_untagged(tag) && !is_core(tag, "map")) stop(at, unknown_tag(tag));
  open(is_set ? NodeKind::kSet : NodeKind::kObject, behind_properties(at), anchor);
}

}  // namespace stacmlm::json

// SPDX-License-Identifier: Apache-2.0
#include "json/yaml_writer.h"

#include <fmt/format.h>

#include <utility>

#include "json/yaml_scalar.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::json {

using NodeKind = YamlNode::Kind;
using Tag = YamlNode::Tag;

std::optional<SyntaxFault> YamlWriter::write() {
  write_value(0, 0, nullptr);
  return std::move(fault_);
}

bool YamlWriter::fail(const YamlPlace& place, std::string message, SyntaxFault::Kind kind) {
  fault_ = SyntaxFault{kind, place.begin, std::move(message)};
  return false;
}

std::uint32_t YamlWriter::resolved(std::uint32_t index) const {
  return tree_[index].kind == NodeKind::kAlias ? tree_[index].target : index;
}

bool YamlWriter::is_merge_key(std::uint32_t index) const {
  const YamlNode& key = tree_[index];
  return key.kind == NodeKind::kScalar &&
         (key.tag == Tag::kMerge || (key.tag == Tag::kPlain && key.text == "<<"));
}

/// Aliases of aliases of aliases grow without end: what they bring counts, written or not.
bool YamlWriter::is_within_limits(const YamlPlace& place) {
  if (++visited_ > limits_.values) {
    return fail(place, fmt::format("more than {} values, aliases resolved", limits_.values),
                SyntaxFault::Kind::kSize);
  }
  return json_.size() <= limits_.expanded || fail_expanded(place);
}

bool YamlWriter::fail_expanded(const YamlPlace& place) {
  return fail(place, fmt::format("more than {} bytes, aliases resolved", limits_.expanded),
              SyntaxFault::Kind::kSize);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as limits_.depth
bool YamlWriter::write_value(std::uint32_t index, std::size_t depth, const YamlPlace* key) {
  const YamlPlace here = tree_[index].place;
  const std::uint32_t target = resolved(index);
  const YamlNode& node = tree_[target];
  if (!is_within_limits(here)) return false;
  places_.push_back({key == nullptr ? here : *key, here});
  if (node.kind == NodeKind::kScalar) {
    YamlScalar scalar = read_scalar(node);
    if (!scalar.fault.empty()) return fail(here, std::move(scalar.fault));
    json_ += scalar.json;
    return true;
  }
  if (depth == limits_.depth) {
    return fail(here, fmt::format("nested deeper than {} levels", limits_.depth),
                SyntaxFault::Kind::kDepth);
  }
  if (node.kind == NodeKind::kObject) return write_object(target, depth + 1);
  return write_list(node, target + 1, depth + 1, node.kind == NodeKind::kSet);
}

/// The elements, or the keys of a set.
// NOLINTNEXTLINE(misc-no-recursion): as deep as limits_.depth
bool YamlWriter::write_list(const YamlNode& list, std::uint32_t first, std::size_t depth,
                            bool is_set) {
  json_ += '[';
  for (std::uint32_t element = first; element < list.next;) {
    if (element != first) json_ += ", ";
    if (!write_value(element, depth, nullptr)) return false;
    element = tree_[element].next;
    if (!is_set) continue;
    const YamlNode& value = tree_[resolved(element)];
    if (value.kind != NodeKind::kScalar || read_scalar(value).json != "null")
      return fail(tree_[element].place, "a member of a set has a value");
    element = tree_[element].next;
  }
  json_ += ']';
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as limits_.depth
bool YamlWriter::write_object(std::uint32_t index, std::size_t depth) {
  Members members;
  if (!collect(index, 0, members)) return false;
  json_ += '{';
  bool is_first = true;
  for (const Member& member : members) {
    if (!std::exchange(is_first, false)) json_ += ", ";
    json_ += quote(member.key);
    json_ += ": ";
    if (!write_value(member.value, depth, &member.key_place)) return false;
  }
  json_ += '}';
  return true;
}

/// The members of an object in their order. A key of its own is worth more than one that a merge
/// key brings; of those the first counts.
// NOLINTNEXTLINE(misc-no-recursion): as deep as limits_.depth
bool YamlWriter::collect(std::uint32_t object, std::size_t merges, Members& members) {
  std::unordered_set<std::string> known;
  std::vector<std::string> keys;
  const std::uint32_t end = tree_[object].next;
  for (std::uint32_t key = object + 1; key < end; key = tree_[tree_[key].next].next) {
    keys.emplace_back();
    if (is_merge_key(key)) continue;
    if (!is_within_limits(tree_[key].place) || !read_key(key, keys.back())) return false;
    known.insert(keys.back());
  }
  auto text = keys.begin();
  for (std::uint32_t key = object + 1; key < end; ++text) {
    const std::uint32_t value = tree_[key].next;
    if (!is_merge_key(key)) {
      members.push_back({std::move(*text), tree_[key].place, value});
    } else if (const YamlNode& source = tree_[resolved(value)]; source.kind == NodeKind::kList) {
      for (std::uint32_t one = resolved(value) + 1; one < source.next; one = tree_[one].next) {
        if (!merge(one, merges, known, members)) return false;
      }
    } else if (!merge(value, merges, known, members)) {
      return false;
    }
    key = tree_[value].next;
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as limits_.depth
bool YamlWriter::merge(std::uint32_t source, std::size_t merges,
                       std::unordered_set<std::string>& known, Members& members) {
  const YamlPlace place = tree_[source].place;
  if (tree_[resolved(source)].kind != NodeKind::kObject)
    return fail(place, "`<<` takes an object or a list of objects");
  if (merges == limits_.depth) {
    return fail(place, fmt::format("more than {} merge keys in one another", limits_.depth),
                SyntaxFault::Kind::kDepth);
  }
  Members brought;
  if (!is_within_limits(place) || !collect(resolved(source), merges + 1, brought)) return false;
  for (Member& member : brought) {
    if (known.insert(member.key).second) members.push_back(std::move(member));
  }
  return true;
}

bool YamlWriter::read_key(std::uint32_t index, std::string& key) {
  const YamlNode& node = tree_[resolved(index)];
  if (node.kind != NodeKind::kScalar ||
      (node.tag != Tag::kText && read_scalar(node).json == "null"))
    return fail(tree_[index].place, "a key that is no text");
  key = node.text;
  key_bytes_ += key.size();  // an alias may be a key
  return key_bytes_ <= limits_.expanded || fail_expanded(tree_[index].place);
}

}  // namespace stacmlm::json

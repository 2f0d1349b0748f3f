// SPDX-License-Identifier: Apache-2.0
#include "json/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "json/unescape.h"

namespace stacmlm::json {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How a byte is shown in a message.
std::string shown(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7F ? fmt::format("`{}`", c) : fmt::format("byte 0x{:02x}", byte);
}

}  // namespace

TreeBuilder::TreeBuilder(Document& document, const std::uint32_t* starts, std::size_t count,
                         const ParseLimits& limits, std::vector<std::uint32_t>& key_hashes)
    : document_(document),
      text_(document.text().data()),
      size_(static_cast<std::uint32_t>(document.text().size())),
      first_(starts),
      last_(starts + count),
      limits_(limits),
      key_hashes_(key_hashes) {
  const std::size_t wanted = std::min(count, limits.values);
  if (document.capacity_ < wanted) {
    document.nodes_ = std::make_unique_for_overwrite<Node[]>(wanted);
    document.capacity_ = wanted;
  }
  nodes_ = document.nodes_.get();
  capacity_ = static_cast<std::uint32_t>(wanted);
  has_escapes_ = std::memchr(text_, '\\', size_) != nullptr;
  // Every key is a token: the room never has to grow.
  key_hashes_.resize(std::max(key_hashes_.size(), count));
  around_.reserve(limits.depth);
}

[[gnu::always_inline]] inline Node& TreeBuilder::push(Cursor& cursor, std::uint32_t at, Kind kind) {
  Node& node = nodes_[cursor.count++];
  const KeyFields& key = cursor.key;
  node = {at, 0, cursor.count, 0, key.begin, key.length, key.hash, kind, key.flags};
  return node;
}

[[gnu::always_inline]] inline std::uint32_t TreeBuilder::string_end(
    std::uint32_t next_token) const {
  std::uint32_t end = next_token;
  while (is_space(text_[end - 1])) --end;
  return end;
}

[[gnu::always_inline]] inline bool TreeBuilder::token_ends(std::uint32_t end,
                                                           std::uint32_t next_token) const {
  return end == next_token || is_space(text_[end]);
}

[[gnu::always_inline]] inline bool TreeBuilder::holds_escapes(std::uint32_t begin,
                                                              std::uint32_t end) const {
  return has_escapes_ && std::memchr(text_ + begin, '\\', end - begin) != nullptr;
}

[[gnu::always_inline]] inline TreeBuilder::Step TreeBuilder::open(Cursor& cursor, std::uint32_t at,
                                                                  Kind kind) {
  if (around_.size() == limits_.depth) {
    return fault(at, fmt::format("nested deeper than {} levels", limits_.depth),
                 SyntaxFault::Kind::kDepth);
  }
  const bool object = kind == Kind::kObject;
  // Behind the keys of the object around it.
  const Container& outer = cursor.inside;
  const std::uint32_t first_key =
      outer.first_key + (outer.object ? nodes_[outer.node].size + 1 : 0);
  around_.push_back(cursor.inside);
  cursor.inside = {cursor.count, first_key, object};
  push(cursor, at, kind);
  ++cursor.start;
  cursor.key = {};
  if (cursor.start != last_ && text_[*cursor.start] == (object ? '}' : ']')) {
    close(cursor, *cursor.start++);
    return Step::kAfterValue;
  }
  return object ? Step::kKey : Step::kValue;
}

[[gnu::always_inline]] inline void TreeBuilder::close(Cursor& cursor, std::uint32_t at) {
  Node& node = nodes_[cursor.inside.node];
  node.end = at + 1;
  node.next = cursor.count;
  if (cursor.inside.object && node.size > 1 && may_repeat_keys(cursor.inside)) {
    mark_duplicates(cursor.inside.node, cursor.count);
  }
  cursor.inside = around_.back();
  around_.pop_back();
}

[[gnu::always_inline]] inline TreeBuilder::Step TreeBuilder::read_string(Cursor& cursor,
                                                                         std::uint32_t at) {
  const std::uint32_t end = string_end(*++cursor.start);
  const std::uint32_t index = cursor.count;
  Node& node = push(cursor, at, Kind::kString);
  node.end = end;
  if (holds_escapes(at + 1, end - 1)) {
    if (!keep_unescaped(index, at + 1, end - 1)) return Step::kFault;
    node.flags |= node_flags::kEscaped;
  }
  return Step::kAfterValue;
}

[[gnu::always_inline]] inline TreeBuilder::Step TreeBuilder::read_word(
    Cursor& cursor, std::uint32_t at, std::string_view word, Kind kind, std::uint8_t flags) {
  const auto end = static_cast<std::uint32_t>(at + word.size());
  ++cursor.start;
  if (std::memcmp(text_ + at, word.data(), word.size()) != 0 || !token_ends(end, *cursor.start)) {
    return fault(at, fmt::format("expected {}", word));
  }
  Node& node = push(cursor, at, kind);
  node.end = end;
  node.flags |= flags;
  return Step::kAfterValue;
}

[[gnu::always_inline]] inline TreeBuilder::Step TreeBuilder::read_number(Cursor& cursor,
                                                                         std::uint32_t at) {
  ++cursor.start;
  const char* p = text_ + at;
  if (*p == '-') ++p;
  const char* integer = p;
  while (is_digit(*p)) ++p;
  bool ok = p != integer && (*integer != '0' || p == integer + 1);
  bool plain = true;
  bool scaled = false;
  if (*p == '.') {
    plain = false;
    const char* fraction = ++p;
    while (is_digit(*p)) ++p;
    ok = ok && p != fraction;
  }
  if (*p == 'e' || *p == 'E') {
    plain = false;
    scaled = true;
    ++p;
    if (*p == '+' || *p == '-') ++p;
    const char* exponent = p;
    while (is_digit(*p)) ++p;
    ok = ok && p != exponent;
  }
  const auto end = static_cast<std::uint32_t>(p - text_);
  if (!ok || !token_ends(end, *cursor.start)) return fault(at, "malformed number");
  const std::uint32_t index = cursor.count;
  Node& node = push(cursor, at, Kind::kNumber);
  node.end = end;
  if (plain) node.flags |= node_flags::kPlainInteger;
  // A double holds up to 308 digits: only long numbers and those with an exponent can overflow.
  if (scaled || end - at > 300) note_number_range(index);
  return Step::kAfterValue;
}

[[gnu::always_inline]] inline TreeBuilder::Step TreeBuilder::read_value(Cursor& cursor) {
  const std::uint32_t at = *cursor.start;
  if (cursor.count == capacity_ && cursor.start != last_) {
    return fault(at, fmt::format("more than {} values", limits_.values), SyntaxFault::Kind::kSize);
  }
  switch (text_[at]) {
    case '"':
      return read_string(cursor, at);
    case '{':
      return open(cursor, at, Kind::kObject);
    case '[':
      return open(cursor, at, Kind::kArray);
    case 't':
      return read_word(cursor, at, "true", Kind::kBoolean, node_flags::kTrue);
    case 'f':
      return read_word(cursor, at, "false", Kind::kBoolean, 0);
    case 'n':
      return read_word(cursor, at, "null", Kind::kNull, 0);
    default:
      if (text_[at] == '-' || is_digit(text_[at])) return read_number(cursor, at);
      return unexpected(cursor.start, "a value");
  }
}

[[gnu::always_inline]] inline TreeBuilder::Step TreeBuilder::read_key(Cursor& cursor) {
  const std::uint32_t at = *cursor.start;
  if (cursor.start == last_ || text_[at] != '"') {
    return unexpected(cursor.start, "a key in quotes");
  }
  const std::uint32_t colon = *++cursor.start;
  KeyFields key{at + 1, string_end(colon) - at - 2, 0, 0};
  key.hash = hash_padded_key(text_ + key.begin, key.length);
  if (holds_escapes(key.begin, key.begin + key.length)) {
    if (!keep_unescaped(cursor.count, key.begin, key.begin + key.length)) return Step::kFault;
    key.flags = node_flags::kEscapedKey;
    key.hash = hash_key(document_.arena_.back());
  }
  if (cursor.start == last_ || text_[colon] != ':') {
    return unexpected(cursor.start, "`:` behind the key");
  }
  key_hashes_[cursor.inside.first_key + nodes_[cursor.inside.node].size] = key.hash;
  cursor.key = key;
  ++cursor.start;
  return Step::kValue;
}

[[gnu::always_inline]] inline TreeBuilder::Step TreeBuilder::after_value(Cursor& cursor) {
  if (around_.empty()) {
    return cursor.start == last_ ? Step::kDone
                                 : fault(*cursor.start, "text behind the end of the document");
  }
  ++nodes_[cursor.inside.node].size;
  const std::uint32_t at = *cursor.start;
  const bool object = cursor.inside.object;
  const char c = cursor.start == last_ ? '\0' : text_[at];
  if (c == ',') {
    ++cursor.start;
    cursor.key = {};
    return object ? Step::kKey : Step::kValue;
  }
  if (c != (object ? '}' : ']')) {
    return unexpected(cursor.start, object ? "`,` or `}`" : "`,` or `]`");
  }
  close(cursor, at);
  ++cursor.start;
  return Step::kAfterValue;
}

std::optional<SyntaxFault> TreeBuilder::build() {
  Cursor cursor;
  cursor.start = first_;
  Step step = Step::kValue;
  for (;;) {
    switch (step) {
      case Step::kValue:
        step = read_value(cursor);
        break;
      case Step::kKey:
        step = read_key(cursor);
        break;
      case Step::kAfterValue:
        step = after_value(cursor);
        break;
      case Step::kDone:
        document_.count_ = cursor.count;
        return {};
      case Step::kFault:
        return std::move(fault_);
    }
  }
}

bool TreeBuilder::keep_unescaped(std::uint32_t node, std::uint32_t begin, std::uint32_t end) {
  Unescape result = unescape({text_ + begin, end - begin});
  if (result.bad_escape) {
    fault(static_cast<std::uint32_t>(begin + *result.bad_escape), "unknown escape in a string");
    return false;
  }
  if (result.lone_surrogate) {
    const auto at = static_cast<std::uint32_t>(begin + *result.lone_surrogate);
    document_.notes_.push_back({Note::Kind::kLoneSurrogate, node, at, at + 6});
  }
  document_.arena_.push_back(std::move(result.text));
  document_.unescaped_.push_back({begin, document_.arena_.back()});
  return true;
}

void TreeBuilder::note_number_range(std::uint32_t node) {
  if (std::isfinite(Value(&document_, nodes_ + node).number())) return;
  document_.notes_.push_back(
      {Note::Kind::kNumberRange, node, nodes_[node].begin, nodes_[node].end});
}

bool TreeBuilder::may_repeat_keys(const Container& object) const {
  const std::uint32_t* hashes = key_hashes_.data() + object.first_key;
  const std::size_t count = nodes_[object.node].size;
  constexpr std::size_t kFewKeys = 48;
  if (count > kFewKeys) {
    std::vector<std::uint32_t> sorted(hashes, hashes + count);
    std::ranges::sort(sorted);
    return std::ranges::adjacent_find(sorted) != sorted.end();
  }
  bool found = false;
  for (std::size_t i = 1; i < count; ++i) {
    for (std::size_t j = 0; j < i; ++j) found |= hashes[j] == hashes[i];
  }
  return found;
}

void TreeBuilder::mark_duplicates(std::uint32_t object, std::uint32_t end) {
  // Sorted by key, of equal keys the last stays.
  std::vector<std::pair<std::string_view, std::uint32_t>> keys;
  keys.reserve(nodes_[object].size);
  for (std::uint32_t at = object + 1; at < end; at = nodes_[at].next) {
    keys.emplace_back(Value(&document_, nodes_ + at).key(), at);
  }
  std::ranges::sort(keys);
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    if (keys[i].first != keys[i + 1].first) continue;
    nodes_[keys[i].second].flags |= node_flags::kShadowed;
    --nodes_[object].size;
    const Node& later = nodes_[keys[i + 1].second];
    document_.notes_.push_back({Note::Kind::kDuplicateKey, keys[i + 1].second, later.key_begin - 1,
                                later.key_begin + later.key_length + 1});
  }
}

TreeBuilder::Step TreeBuilder::fault(std::uint32_t at, std::string message,
                                     SyntaxFault::Kind kind) {
  fault_ = {kind, at, std::move(message)};
  return Step::kFault;
}

TreeBuilder::Step TreeBuilder::unexpected(const std::uint32_t* token, std::string_view expected) {
  if (token == last_ || *token >= size_) {
    return fault(size_, fmt::format("expected {}, found the end of the text", expected));
  }
  return fault(*token, fmt::format("expected {}, found {}", expected, shown(text_[*token])));
}

}  // namespace stacmlm::json

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
      start_(starts),
      last_(starts + count),
      limits_(limits),
      key_hashes_(key_hashes) {
  const std::size_t wanted = std::min(count, limits.values);
  if (document.capacity_ < wanted) {
    document.nodes_ = std::make_unique_for_overwrite<Node[]>(wanted);
    document.capacity_ = wanted;
  }
  capacity_ = static_cast<std::uint32_t>(wanted);
  has_escapes_ = std::memchr(text_, '\\', size_) != nullptr;
  key_hashes_.clear();
  open_.reserve(limits.depth);
}

std::optional<SyntaxFault> TreeBuilder::build() {
  Step step = Step::kValue;
  for (;;) {
    switch (step) {
      case Step::kValue:
        step = read_value();
        break;
      case Step::kKey:
        step = read_key();
        break;
      case Step::kAfterValue:
        step = after_value();
        break;
      case Step::kDone:
        document_.count_ = count_;
        return {};
      case Step::kFault:
        return std::move(fault_);
    }
  }
}

Node& TreeBuilder::push(std::uint32_t at, Kind kind) {
  Node& node = document_.nodes_[count_++];
  node = {at, 0, count_, 0, key_begin_, key_length_, key_hash_, kind, key_flags_};
  return node;
}

TreeBuilder::Step TreeBuilder::read_value() {
  const std::uint32_t at = *start_;
  if (count_ == capacity_ && start_ != last_) {
    return fault(at, fmt::format("more than {} values", limits_.values), SyntaxFault::Kind::kSize);
  }
  switch (text_[at]) {
    case '{':
      return open(at, Kind::kObject);
    case '[':
      return open(at, Kind::kArray);
    case '"':
      return read_string(at);
    case 't':
      return read_word(at, "true", Kind::kBoolean, node_flags::kTrue);
    case 'f':
      return read_word(at, "false", Kind::kBoolean, 0);
    case 'n':
      return read_word(at, "null", Kind::kNull, 0);
    default:
      if (text_[at] == '-' || is_digit(text_[at])) return read_number(at);
      return unexpected(at, "a value");
  }
}

TreeBuilder::Step TreeBuilder::open(std::uint32_t at, Kind kind) {
  if (open_.size() == limits_.depth) {
    return fault(at, fmt::format("nested deeper than {} levels", limits_.depth),
                 SyntaxFault::Kind::kDepth);
  }
  open_.push_back({count_, static_cast<std::uint32_t>(key_hashes_.size())});
  push(at, kind);
  ++start_;
  const bool object = kind == Kind::kObject;
  key_begin_ = key_length_ = key_hash_ = key_flags_ = 0;
  if (start_ != last_ && text_[*start_] == (object ? '}' : ']')) {
    close(*start_++);
    return Step::kAfterValue;
  }
  return object ? Step::kKey : Step::kValue;
}

void TreeBuilder::close(std::uint32_t at) {
  const Container container = open_.back();
  Node& node = document_.nodes_[container.node];
  node.end = at + 1;
  node.next = count_;
  if (node.kind == Kind::kObject) {
    mark_duplicates(container);
    key_hashes_.resize(container.first_key);
  }
  open_.pop_back();
}

TreeBuilder::Step TreeBuilder::read_key() {
  const std::uint32_t at = *start_;
  if (start_ == last_ || text_[at] != '"') return unexpected(at, "a key in quotes");
  const std::uint32_t colon = *++start_;
  key_begin_ = at + 1;
  key_length_ = string_end(colon) - at - 2;
  key_flags_ = 0;
  key_hash_ = hash_padded_key(text_ + key_begin_, key_length_);
  if (has_escapes_ && std::memchr(text_ + key_begin_, '\\', key_length_) != nullptr) {
    std::string key;
    if (!keep_unescaped(key_begin_, key_begin_ + key_length_, &key)) return Step::kFault;
    key_flags_ = node_flags::kEscapedKey;
    key_hash_ = hash_key(key);
  }
  if (start_ == last_ || text_[colon] != ':') return unexpected(colon, "`:` behind the key");
  key_hashes_.push_back(key_hash_);
  ++start_;
  return Step::kValue;
}

TreeBuilder::Step TreeBuilder::after_value() {
  if (open_.empty()) {
    return start_ == last_ ? Step::kDone : fault(*start_, "text behind the end of the document");
  }
  Node& container = document_.nodes_[open_.back().node];
  ++container.size;
  const std::uint32_t at = *start_;
  const bool object = container.kind == Kind::kObject;
  const char c = start_ == last_ ? '\0' : text_[at];
  if (c == ',') {
    ++start_;
    key_begin_ = key_length_ = key_hash_ = key_flags_ = 0;
    return object ? Step::kKey : Step::kValue;
  }
  if (c != (object ? '}' : ']')) return unexpected(at, object ? "`,` or `}`" : "`,` or `]`");
  close(at);
  ++start_;
  return Step::kAfterValue;
}

TreeBuilder::Step TreeBuilder::read_string(std::uint32_t at) {
  const std::uint32_t end = string_end(*++start_);
  Node& node = push(at, Kind::kString);
  node.end = end;
  if (has_escapes_ && std::memchr(text_ + at, '\\', end - at) != nullptr) {
    if (!keep_unescaped(at + 1, end - 1, nullptr)) return Step::kFault;
    node.flags |= node_flags::kEscaped;
  }
  return Step::kAfterValue;
}

TreeBuilder::Step TreeBuilder::read_word(std::uint32_t at, std::string_view word, Kind kind,
                                         std::uint8_t flags) {
  const auto end = static_cast<std::uint32_t>(at + word.size());
  ++start_;
  if (std::memcmp(text_ + at, word.data(), word.size()) != 0 || !token_ends(end)) {
    return fault(at, fmt::format("expected {}", word));
  }
  Node& node = push(at, kind);
  node.end = end;
  node.flags |= flags;
  return Step::kAfterValue;
}

TreeBuilder::Step TreeBuilder::read_number(std::uint32_t at) {
  ++start_;
  const char* p = text_ + at;
  if (*p == '-') ++p;
  const char* integer = p;
  while (is_digit(*p)) ++p;
  bool ok = p != integer && (*integer != '0' || p == integer + 1);
  bool plain = true;
  if (*p == '.') {
    plain = false;
    const char* fraction = ++p;
    while (is_digit(*p)) ++p;
    ok = ok && p != fraction;
  }
  if (*p == 'e' || *p == 'E') {
    plain = false;
    ++p;
    if (*p == '+' || *p == '-') ++p;
    const char* exponent = p;
    while (is_digit(*p)) ++p;
    ok = ok && p != exponent;
  }
  const auto end = static_cast<std::uint32_t>(p - text_);
  if (!ok || !token_ends(end)) return fault(at, "malformed number");
  Node& node = push(at, Kind::kNumber);
  node.end = end;
  if (plain) node.flags |= node_flags::kPlainInteger;
  // A double holds up to 308 digits: only long numbers and those with an exponent can overflow.
  if ((!plain || end - at > 300) && !std::isfinite(document_.value_at(count_ - 1).number())) {
    document_.notes_.push_back({Note::Kind::kNumberRange, count_ - 1, at, end});
  }
  return Step::kAfterValue;
}

std::uint32_t TreeBuilder::string_end(std::uint32_t next_token) const {
  std::uint32_t end = next_token;
  while (is_space(text_[end - 1])) --end;
  return end;
}

bool TreeBuilder::token_ends(std::uint32_t end) const {
  return end == *start_ || is_space(text_[end]);
}

bool TreeBuilder::keep_unescaped(std::uint32_t begin, std::uint32_t end, std::string* text) {
  Unescape result = unescape({text_ + begin, end - begin});
  if (result.bad_escape) {
    fault(static_cast<std::uint32_t>(begin + *result.bad_escape), "unknown escape in a string");
    return false;
  }
  if (result.lone_surrogate) {
    const auto at = static_cast<std::uint32_t>(begin + *result.lone_surrogate);
    document_.notes_.push_back(
        {Note::Kind::kLoneSurrogate, text == nullptr ? count_ - 1 : count_, at, at + 6});
  }
  if (text != nullptr) *text = result.text;
  document_.arena_.push_back(std::move(result.text));
  document_.unescaped_.push_back({begin, document_.arena_.back()});
  return true;
}

void TreeBuilder::mark_duplicates(const Container& object) {
  const std::uint32_t* hashes = key_hashes_.data() + object.first_key;
  const std::size_t count = key_hashes_.size() - object.first_key;
  constexpr std::size_t kFewKeys = 48;
  bool suspect = false;
  if (count <= kFewKeys) {
    for (std::size_t i = 1; i < count && !suspect; ++i) {
      bool found = false;
      for (std::size_t j = 0; j < i; ++j) found |= hashes[j] == hashes[i];
      suspect = found;
    }
  } else {
    std::vector<std::uint32_t> sorted(hashes, hashes + count);
    std::ranges::sort(sorted);
    suspect = std::ranges::adjacent_find(sorted) != sorted.end();
  }
  if (!suspect) return;

  // Sorted by key, of equal keys the last stays.
  std::vector<std::pair<std::string_view, std::uint32_t>> keys;
  keys.reserve(count);
  Node* nodes = document_.nodes_.get();
  for (std::uint32_t at = object.node + 1; at < count_; at = nodes[at].next) {
    keys.emplace_back(document_.value_at(at).key(), at);
  }
  std::ranges::sort(keys);
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    if (keys[i].first != keys[i + 1].first) continue;
    nodes[keys[i].second].flags |= node_flags::kShadowed;
    --nodes[object.node].size;
    const Node& later = nodes[keys[i + 1].second];
    document_.notes_.push_back({Note::Kind::kDuplicateKey, keys[i + 1].second, later.key_begin - 1,
                                later.key_begin + later.key_length + 1});
  }
}

TreeBuilder::Step TreeBuilder::fault(std::uint32_t at, std::string message,
                                     SyntaxFault::Kind kind) {
  fault_ = {kind, at, std::move(message)};
  return Step::kFault;
}

TreeBuilder::Step TreeBuilder::unexpected(std::uint32_t at, std::string_view expected) {
  if (start_ == last_ || at >= size_)
    return fault(size_, fmt::format("expected {}, found the end of the text", expected));
  return fault(at, fmt::format("expected {}, found {}", expected, shown(text_[at])));
}

}  // namespace stacmlm::json

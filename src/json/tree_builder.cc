// SPDX-License-Identifier: Apache-2.0
#include "json/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "json/number_form.h"
#include "json/unescape.h"

namespace stacmlm::json {
namespace {

constexpr Kind kNoKind = static_cast<Kind>(0xFF);

/// The kind of value that starts with a byte.
constexpr std::array<Kind, 256> kKindOf = [] {
  std::array<Kind, 256> kinds{};
  kinds.fill(kNoKind);
  const auto set = [&](std::string_view bytes, Kind kind) {
    for (const char c : bytes) kinds[static_cast<unsigned char>(c)] = kind;
  };
  set("n", Kind::kNull);
  set("tf", Kind::kBoolean);
  set("-0123456789", Kind::kNumber);
  set("\"", Kind::kString);
  set("[", Kind::kArray);
  set("{", Kind::kObject);
  return kinds;
}();

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Where the token ends that stands before the one at `next`.
inline std::size_t token_end(const char* text, std::size_t next) {
  if (static_cast<unsigned char>(text[next - 1]) > ' ') return next;
  while (is_space(text[next - 1])) --next;
  return next;
}

/// How a byte is shown in a message.
std::string shown(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7F ? fmt::format("`{}`", c) : fmt::format("byte 0x{:02x}", byte);
}

}  // namespace

TreeBuilder::TreeBuilder(Document& document, const std::uint32_t* starts, std::size_t count,
                         const ParseLimits& limits)
    : document_(document),
      first_(starts),
      last_(starts + count),
      limits_(limits),
      capacity_(static_cast<std::uint32_t>(std::min(count, limits.values))),
      size_(document.text().size()),
      levels_left_(limits.depth) {
  if (document.nodes_ == nullptr || document.capacity_ < capacity_) {
    // One more: a key is written before it is known whether its value has room.
    document.nodes_ = std::make_unique_for_overwrite<Node[]>(capacity_ + std::size_t{1});
    document.capacity_ = capacity_;
  }
  nodes_ = document.nodes_.get();
  make_slots(count);
  find_escape(0);
}

void TreeBuilder::make_slots(std::size_t count) {
  // A member takes four tokens (key, colon, value and what stands behind it): half of the slots or
  // more stay free.
  const std::size_t members = std::clamp<std::size_t>(count / 4, 1, capacity_ + std::size_t{1});
  const std::size_t slots = std::bit_ceil((count < 65536 ? 4 : 2) * members);
  Document& document = document_;
  const bool numbers_end =
      document.next_object_ > std::numeric_limits<std::uint32_t>::max() - capacity_;
  if (document.slots_ == nullptr || document.slot_capacity_ < slots || numbers_end) {
    document.slot_capacity_ = std::max(slots, document.slot_capacity_);
    document.slots_ = std::make_unique<Document::MemberSlot[]>(document.slot_capacity_ + 1);
    document.next_object_ = 1;
  }
  document.slot_mask_ = static_cast<std::uint32_t>(slots - 1);
  document.first_object_ = document.next_object_;
  document.next_object_ += capacity_;
  slots_ = document.slots_.get();
  slot_mask_ = document.slot_mask_;
  first_object_ = document.first_object_;
}

// The functions down to build() are its inner loop. What is usual is read here, with as few
// instructions and branches as it takes; all else is left to functions of their own, out of the
// way.

[[gnu::always_inline]] inline Node& TreeBuilder::node_of(std::uint32_t number) const {
  return nodes_[number - first_object_];
}

[[gnu::always_inline]] inline void TreeBuilder::push(Cursor& cursor, Kind kind, std::size_t begin,
                                                     std::size_t end) {
  Node& node = *cursor.node++;
  node.begin = static_cast<std::uint32_t>(begin);
  node.end = static_cast<std::uint32_t>(end);
  node.next = ++cursor.count;
  node.size = 0;
  node.kind = kind;
}

[[gnu::always_inline]] inline void TreeBuilder::index_member(const Cursor& cursor) {
  std::uint32_t slot = Document::first_slot(cursor.inside, cursor.node->key_hash) & slot_mask_;
  // A slot taken by another object is passed over without a branch. One of the same object may
  // hold the same key.
  const std::uint32_t holder = slots_[slot].object;
  slot = (slot + (holder >= first_object_ ? 1 : 0)) & slot_mask_;
  if (holder == cursor.inside || slots_[slot].object >= first_object_)
    slot = free_slot(cursor.inside, cursor.count);
  slots_[slot] = {cursor.inside, cursor.count};
}

[[gnu::always_inline]] inline TreeBuilder::Stop TreeBuilder::read_key(Cursor& cursor) {
  const std::size_t at = *cursor.token;
  if (cursor.text[at] != '"') return Stop::kNoKey;
  const std::size_t colon = *++cursor.token;
  const std::size_t end = token_end(cursor.text, colon);
  const std::size_t length = end - at - 2;
  Node& node = *cursor.node;
  node.key_begin = static_cast<std::uint32_t>(at + 1);
  node.key_length = static_cast<std::uint32_t>(length);
  node.key_hash = hash_padded_key(cursor.text + at + 1, length);
  node.flags = 0;
  if (next_escape_ < end && !unescape_key(cursor.count, at, end)) return Stop::kFault;
  if (cursor.text[colon] != ':') return Stop::kNoColon;
  ++cursor.token;
  index_member(cursor);
  return Stop::kNone;
}

[[gnu::always_inline]] inline TreeBuilder::Stop TreeBuilder::read_scalar(Cursor& cursor,
                                                                         Kind kind) {
  const std::size_t at = *cursor.token;
  const std::size_t end = token_end(cursor.text, *++cursor.token);
  if (kind == Kind::kString) {
    if (next_escape_ < end && !unescape_string(cursor.count, at, end)) return Stop::kFault;
  } else {
    const ShortNumber number = read_short_number(cursor.text + at, cursor.text + end);
    if (number.good) {
      cursor.node->flags |= number.integer ? node_flags::kPlainInteger : 0;
    } else if (!read_word(cursor.count, at, end)) {
      return Stop::kFault;
    }
  }
  push(cursor, kind, at, end);
  return Stop::kNone;
}

[[gnu::always_inline]] inline TreeBuilder::Stop TreeBuilder::open(Cursor& cursor, Kind kind) {
  if (kind == kNoKind) return Stop::kNoValue;
  if (levels_left_ == 0) return Stop::kDepth;
  const std::size_t at = *cursor.token++;
  const bool object = kind == Kind::kObject;
  if (cursor.text[*cursor.token] == (object ? '}' : ']')) {
    push(cursor, kind, at, *cursor.token++ + std::size_t{1});
    return Stop::kNone;
  }
  --levels_left_;
  node_of(cursor.inside).size = cursor.count + cursor.surplus + 1;
  // As long as a container is open, the one around it stands where its end will.
  const std::uint32_t around = std::exchange(cursor.inside, first_object_ + cursor.count);
  push(cursor, kind, at, around);
  cursor.surplus = 0 - cursor.count;
  return object ? Stop::kMembers : Stop::kElements;
}

/// Ends the innermost container, and those around it that end there as well.
[[gnu::always_inline]] inline TreeBuilder::Stop TreeBuilder::close(Cursor& cursor) {
  for (;;) {
    Node& node = node_of(cursor.inside);
    const std::uint32_t around = std::exchange(node.end, *cursor.token++ + 1);
    node.next = cursor.count;
    node.size = cursor.count + cursor.surplus;
    if ((node.flags & node_flags::kCrowded) != 0) mark_duplicates(node);
    if (around == cursor.inside) return Stop::kEnd;
    ++levels_left_;
    cursor.inside = around;
    cursor.surplus = node_of(around).size - cursor.count;
    const bool object = node_of(around).kind == Kind::kObject;
    const char c = cursor.text[*cursor.token];
    if (c == ',') {
      ++cursor.token;
      return object ? Stop::kMembers : Stop::kElements;
    }
    if (c != (object ? '}' : ']')) return Stop::kNoComma;
  }
}

[[gnu::always_inline]] inline TreeBuilder::Stop TreeBuilder::read_value(Cursor& cursor) {
  if (cursor.count == capacity_) return Stop::kSize;
  const Kind kind = kKindOf[static_cast<unsigned char>(cursor.text[*cursor.token])];
  return kind < Kind::kArray ? read_scalar(cursor, kind) : open(cursor, kind);
}

/// Reads members up to the start of a container or the end of the object.
[[gnu::always_inline]] inline TreeBuilder::Stop TreeBuilder::read_members(Cursor& cursor) {
  for (;;) {
    if (const Stop stop = read_key(cursor); stop != Stop::kNone) return stop;
    if (const Stop stop = read_value(cursor); stop != Stop::kNone) return stop;
    const char c = cursor.text[*cursor.token];
    if (c != ',') return c == '}' ? Stop::kClose : Stop::kNoComma;
    ++cursor.token;
  }
}

/// Reads elements up to the start of a container or the end of the array.
[[gnu::always_inline]] inline TreeBuilder::Stop TreeBuilder::read_elements(Cursor& cursor) {
  for (;;) {
    Node& node = *cursor.node;
    node.key_begin = 0;
    node.key_length = 0;
    node.key_hash = 0;
    node.flags = 0;
    if (const Stop stop = read_value(cursor); stop != Stop::kNone) return stop;
    const char c = cursor.text[*cursor.token];
    if (c != ',') return c == ']' ? Stop::kClose : Stop::kNoComma;
    ++cursor.token;
  }
}

std::optional<SyntaxFault> TreeBuilder::build() {
  Cursor cursor{document_.text().data(), first_, nodes_, 0, first_object_};
  nodes_[0] = {};
  Stop stop = read_value(cursor);
  // A scalar or an empty container is the whole document.
  if (stop == Stop::kNone) stop = Stop::kEnd;
  for (;;) {
    if (stop == Stop::kMembers) {
      stop = read_members(cursor);
    } else if (stop == Stop::kElements) {
      stop = read_elements(cursor);
    } else if (stop == Stop::kClose) {
      stop = close(cursor);
    } else {
      break;
    }
  }
  if (stop != Stop::kEnd || cursor.token != last_) {
    return fault(stop, cursor.token, node_of(cursor.inside).kind);
  }
  document_.count_ = cursor.count;
  return {};
}

bool TreeBuilder::read_word(std::uint32_t index, std::size_t begin, std::size_t end) {
  const std::string_view raw = document_.text().substr(begin, end - begin);
  const auto is = [&](std::string_view word) {
    return same_key(raw, word) || set_fault(begin, fmt::format("expected {}", word));
  };
  Node& node = nodes_[index];
  if (raw[0] == 'f') return is("false");
  if (raw[0] == 'n') return is("null");
  if (raw[0] == 't') {
    node.flags |= node_flags::kTrue;
    return is("true");
  }
  const NumberForm form = number_form(raw.data(), raw.data() + raw.size());
  if (form == NumberForm::kNone) return set_fault(begin, "malformed number");
  if (form == NumberForm::kInteger) node.flags |= node_flags::kPlainInteger;
  if (form == NumberForm::kVast) note_if_infinite(index, begin, end);
  return true;
}

void TreeBuilder::note_if_infinite(std::uint32_t index, std::size_t begin, std::size_t end) {
  Node& node = nodes_[index];
  node.begin = static_cast<std::uint32_t>(begin);
  node.end = static_cast<std::uint32_t>(end);
  if (std::isfinite(Value(&document_, &node).number())) return;
  document_.notes_.push_back({Note::Kind::kNumberRange, index, node.begin, node.end});
}

bool TreeBuilder::keep_unescaped(std::uint32_t node, std::size_t begin, std::size_t end) {
  Document& document = document_;
  if (document.unescaped_bytes_ == nullptr || document.unescaped_capacity_ < size_) {
    document.unescaped_bytes_ = std::make_unique_for_overwrite<char[]>(size_);
    document.unescaped_capacity_ = size_;
  }
  // Meanings are never longer than what is written, so that each has room where it stands in the
  // text.
  char* const out = document.unescaped_bytes_.get() + begin;
  const Unescaped result = unescape(document.text().substr(begin, end - begin), out);
  if (result.bad_escape) return set_fault(begin + *result.bad_escape, "unknown escape in a string");
  if (result.lone_surrogate) {
    const auto at = static_cast<std::uint32_t>(begin + *result.lone_surrogate);
    document.notes_.push_back({Note::Kind::kLoneSurrogate, node, at, at + 6});
  }
  document.unescaped_.push_back(
      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(result.size)});
  find_escape(end);
  return true;
}

bool TreeBuilder::unescape_key(std::uint32_t node, std::size_t begin, std::size_t end) {
  if (!keep_unescaped(node, begin + 1, end - 1)) return false;
  nodes_[node].key_hash = hash_key(document_.unescaped(nodes_[node].key_begin));
  nodes_[node].flags |= node_flags::kEscapedKey;
  return true;
}

bool TreeBuilder::unescape_string(std::uint32_t node, std::size_t begin, std::size_t end) {
  nodes_[node].flags |= node_flags::kEscaped;
  return keep_unescaped(node, begin + 1, end - 1);
}

void TreeBuilder::find_escape(std::size_t from) {
  next_escape_ = std::min(document_.text().find('\\', from), size_);
}

std::uint32_t TreeBuilder::free_slot(std::uint32_t object, std::uint32_t member) {
  const Value wanted(&document_, nodes_ + member);
  std::uint32_t at = Document::first_slot(object, wanted.node().key_hash);
  for (std::uint32_t probe = 0; probe < Document::kMemberProbes; ++probe, ++at) {
    const Document::MemberSlot slot = slots_[at & slot_mask_];
    if (slot.object < first_object_) return at & slot_mask_;
    if (slot.object != object) continue;
    const Value other(&document_, nodes_ + slot.member);
    if (other.node().key_hash == wanted.node().key_hash && same_key(other.key(), wanted.key()))
      break;
  }
  node_of(object).flags |= node_flags::kCrowded;
  return slot_mask_ + 1;
}

void TreeBuilder::mark_duplicates(Node& object) {
  // Sorted by key, of equal keys the last stays.
  std::vector<std::pair<std::string_view, std::uint32_t>> keys;
  keys.reserve(object.size);
  const auto first = static_cast<std::uint32_t>(&object - nodes_) + 1;
  for (std::uint32_t at = first; at < object.next; at = nodes_[at].next) {
    keys.emplace_back(Value(&document_, nodes_ + at).key(), at);
  }
  std::ranges::sort(keys);
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    if (keys[i].first != keys[i + 1].first) continue;
    nodes_[keys[i].second].flags |= node_flags::kShadowed;
    --object.size;
    const Node& later = nodes_[keys[i + 1].second];
    document_.notes_.push_back({Note::Kind::kDuplicateKey, keys[i + 1].second, later.key_begin - 1,
                                later.key_begin + later.key_length + 1});
  }
}

bool TreeBuilder::set_fault(std::size_t at, std::string message) {
  fault_ = {SyntaxFault::Kind::kSyntax, static_cast<std::uint32_t>(at), std::move(message)};
  return false;
}

SyntaxFault TreeBuilder::fault(Stop stop, const std::uint32_t* token, Kind container) {
  using enum SyntaxFault::Kind;
  switch (stop) {
    case Stop::kNoKey:
      return expected("a key in quotes", token);
    case Stop::kNoColon:
      return expected("`:` behind the key", token);
    case Stop::kNoComma:
      return expected(container == Kind::kObject ? "`,` or `}`" : "`,` or `]`", token);
    case Stop::kSize:
      if (token != last_)
        return {kSize, *token, fmt::format("more than {} values", limits_.values)};
      [[fallthrough]];
    case Stop::kNoValue:
      return expected("a value", token);
    case Stop::kDepth:
      return {kDepth, *token, fmt::format("nested deeper than {} levels", limits_.depth)};
    case Stop::kFault:
      return std::move(fault_);
    case Stop::kNone:
    case Stop::kMembers:
    case Stop::kElements:
    case Stop::kClose:
    case Stop::kEnd:
      break;
  }
  return {kSyntax, *token, "text behind the end of the document"};
}

SyntaxFault TreeBuilder::expected(std::string_view what, const std::uint32_t* token) const {
  using enum SyntaxFault::Kind;
  if (token == last_ || *token >= size_) {
    return {kSyntax, static_cast<std::uint32_t>(size_),
            fmt::format("expected {}, found the end of the text", what)};
  }
  return {kSyntax, *token,
          fmt::format("expected {}, found {}", what, shown(document_.text()[*token]))};
}

}  // namespace stacmlm::json

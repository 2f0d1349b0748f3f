// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/document.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <mutex>
#include <optional>
#include <vector>

namespace stacmlm::json {

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return "boolean";
    case Kind::kNumber:
      return "number";
    case Kind::kString:
      return "string";
    case Kind::kArray:
      return "array";
    case Kind::kObject:
      return "object";
  }
  return "";
}

std::string_view Document::unescaped(std::uint32_t begin) const {
  const auto at =
      std::lower_bound(unescaped_.begin(), unescaped_.end(), begin,
                       [](const UnescapedText& u, std::uint32_t b) { return u.begin < b; });
  return {unescaped_bytes_.get() + begin, at->size};
}

Document::Child Document::child_holding(std::uint32_t container, std::uint32_t node,
                                        Child from) const {
  constexpr std::uint32_t kFar = 4096;  // nodes
  if (node - from.node < kFar) {
    for (; nodes_[from.node].next <= node; ++from.place) from.node = nodes_[from.node].next;
    return from;
  }
  // Going through a large container anew for each of its findings would not end.
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  if (child_tables_ == nullptr) child_tables_ = std::make_unique<ChildTables>();
  std::vector<std::uint32_t>& children = (*child_tables_)[container];
  if (children.empty()) {
    for (std::uint32_t at = container + 1; at < nodes_[container].next; at = nodes_[at].next) {
      children.push_back(at);
    }
  }
  const auto behind = std::ranges::upper_bound(children, node);
  return {*std::prev(behind), static_cast<std::size_t>(behind - children.begin()) - 1};
}

namespace {

/// A number that no double is near: zero or infinite. (strtod would heed the locale.)
double out_of_range(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t digits = std::min(text.find_first_of("eE"), text.size());
  const std::size_t point = std::min(text.find('.'), digits);
  const std::size_t first = std::min(text.find_first_of("123456789"), digits);
  std::int64_t exponent = 0;
  if (digits < text.size()) {
    const bool small = text[digits + 1] == '-';
    const char* begin = text.data() + digits + (text[digits + 1] == '+' ? 2 : 1);
    const auto read = std::from_chars(begin, text.data() + text.size(), exponent);
    constexpr std::int64_t kFar = std::int64_t{1} << 62;
    if (read.ec != std::errc()) exponent = small ? -kFar : kFar;
  }
  const std::int64_t magnitude =
      exponent + static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  const double value = magnitude > 0 ? std::numeric_limits<double>::infinity() : 0;
  return negative ? -value : value;
}

[[gnu::noinline]] double any_number(std::string_view text) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() ? value : out_of_range(text);
}

/// A number of few digits without an exponent: its digits and the power of ten that divides them
/// are doubles, so that one division rounds right. Nothing for others.
std::optional<double> short_number(std::string_view text) {
  static constexpr double kPowers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  constexpr std::ptrdiff_t kMostCharacters = 17;  // a sign, a point and 15 digits
  const char* at = text.data();
  const char* const end = at + text.size();
  if (end - at > kMostCharacters) return {};
  const bool negative = *at == '-';
  if (negative) ++at;
  std::uint64_t digits = 0;
  const auto take_digits = [&] {
    for (; at != end; ++at) {
      const unsigned digit = static_cast<unsigned char>(*at) - unsigned{'0'};
      if (digit > 9) return;
      digits = digits * 10 + digit;
    }
  };
  take_digits();
  auto value = static_cast<double>(digits);
  if (at != end && *at == '.') {
    const char* const fraction = ++at;
    take_digits();
    value = static_cast<double>(digits) / kPowers[at - fraction];
  }
  constexpr std::uint64_t kExact = 1'000'000'000'000'000;
  if (at != end || digits >= kExact) return {};
  return negative ? -value : value;
}

}  // namespace

double Value::number() const {
  const std::string_view text = raw();
  const auto value = short_number(text);
  return value ? *value : any_number(text);
}

bool Value::is_integer() const {
  if ((node_->flags & node_flags::kPlainInteger) != 0) return true;
  const double value = number();
  return std::isfinite(value) && std::floor(value) == value;
}

Value Value::find(const Key& key) const {
  if (!is_object()) return {};
  const auto is_wanted = [&](Value member) {
    return member.node().key_hash == key.hash && same_key(member.key(), key.text);
  };
  if ((node_->flags & node_flags::kCrowded) != 0) {
    for (const Value member : members()) {
      if (is_wanted(member)) return member;
    }
    return {};
  }
  const Node* const nodes = document_->nodes_.get();
  const std::uint32_t object = document_->first_object_ + static_cast<std::uint32_t>(node_ - nodes);
  std::uint32_t at = Document::first_slot(object, key.hash);
  for (std::uint32_t probe = 0; probe < Document::kMemberProbes; ++probe, ++at) {
    const Document::MemberSlot slot = document_->slots_[at & document_->slot_mask_];
    if (slot.object < document_->first_object_) break;
    if (slot.object != object) continue;
    const Value member(document_, nodes + slot.member);
    if (is_wanted(member)) return member;
  }
  return {};
}

Value Value::at(std::size_t index) const {
  if (!is_array() || index >= size()) return {};
  auto element = elements().begin();
  for (; index > 0; --index) ++element;
  return *element;
}

namespace {

bool equal_elements(Value a, Value b) {
  auto other = b.elements().begin();
  for (const Value element : a.elements()) {
    if (!equal(element, *other)) return false;
    ++other;
  }
  return true;
}

std::vector<Value> sorted_members(Value object) {
  std::vector<Value> members(object.members().begin(), object.members().end());
  std::ranges::sort(members, {}, [](Value member) { return member.key(); });
  return members;
}

bool equal_members(Value a, Value b) {
  constexpr std::size_t kFewMembers = 32;
  if (a.size() > kFewMembers) {
    return std::ranges::equal(sorted_members(a), sorted_members(b),
                              [](Value x, Value y) { return x.key() == y.key() && equal(x, y); });
  }
  return std::ranges::all_of(a.members(), [&](Value member) {
    const Value other = b.find(member.key());
    return other.exists() && equal(member, other);
  });
}

}  // namespace

bool equal(Value a, Value b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBoolean:
      return a.boolean() == b.boolean();
    case Kind::kNumber:
      return a.raw() == b.raw() || (a.number() == b.number() && std::isfinite(a.number()));
    case Kind::kString:
      return a.string() == b.string();
    case Kind::kArray:
      return a.size() == b.size() && equal_elements(a, b);
    case Kind::kObject:
      return a.size() == b.size() && equal_members(a, b);
  }
  return false;
}

}  // namespace stacmlm::json

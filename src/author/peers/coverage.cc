// SPDX-License-Identifier: Apache-2.0
#include "author/peers/coverage.h"

#include <fmt/format.h>

namespace stacmlm::author {
namespace {

constexpr std::size_t kShortBytes = 60;

bool says_nothing(json::Value value) {
  if (value.is_string()) return value.string().empty();
  return value.is_null() || ((value.is_array() || value.is_object()) && value.size() == 0);
}

std::string counted(std::size_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

}  // namespace

std::string why_unlisted() { return fmt::format("a report has room for {} notes", kMostNotes); }

std::uint32_t index_of(json::Value value) {
  const json::Value root = value.document().root();
  return static_cast<std::uint32_t>(&value.node() - &root.node());
}

void Coverage::cover(json::Value value) {
  if (value.exists()) covered_.insert(index_of(value));
}

std::vector<json::Value> Coverage::rest(json::Value value) const {
  std::vector<json::Value> rest;
  if (value.exists()) add_rest(value, rest);
  return rest;
}

void Coverage::add_rest(json::Value value, std::vector<json::Value>& rest) const {
  if (says_nothing(value)) return;
  const auto first = covered_.lower_bound(index_of(value));
  if (first == covered_.end() || *first >= value.node().next) {
    rest.push_back(value);
    return;
  }
  if (*first == index_of(value)) return;
  for (const json::Value element : value.elements()) add_rest(element, rest);
  for (const json::Value member : value.members()) add_rest(member, rest);
}

std::string in_short(json::Value value) {
  if (value.is_array()) return counted(value.size(), "element");
  if (value.is_object()) return counted(value.size(), "member");
  if (value.raw().size() <= kShortBytes) return std::string(value.raw());
  return fmt::format("a {} of {} bytes", json::name_of(value.kind()), value.raw().size());
}

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/json_tree.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>

#include <charconv>
#include <cmath>
#include <span>
#include <string>
#include <unordered_map>

namespace stacmlm::rules {
namespace {

using rapidjson::SizeType;
using rapidjson::Value;

constexpr double kIntegerEnd = 9223372036854775808.0;  // 2^63

/// The members, to be changed: clang finds the comparison of rapidjson's iterators ambiguous.
std::span<Value::Member> members_of(Value& object) {
  return {object.MemberBegin().operator->(), object.MemberCount()};
}

void keep_last_keys(Value& object, rapidjson::Document::AllocatorType& allocator) {
  std::unordered_map<std::string_view, SizeType> last;
  SizeType at = 0;
  for (const Value::Member& member : members_of(object)) last[view_of(member.name)] = at++;
  if (last.size() == object.MemberCount()) return;
  Value kept(rapidjson::kObjectType);
  at = 0;
  for (Value::Member& member : members_of(object)) {
    if (last[view_of(member.name)] == at++) {
      Value name(member.name, allocator);
      kept.AddMember(name, member.value, allocator);
    }
  }
  object = kept;
}

/// False if the tree is too deep.
// NOLINTNEXTLINE(misc-no-recursion): the depth is limited
bool normalise(Value& value, rapidjson::Document::AllocatorType& allocator, int depth) {
  if (value.IsDouble()) {
    const double number = value.GetDouble();
    if (std::trunc(number) == number && std::abs(number) < kIntegerEnd) {
      value.SetInt64(static_cast<std::int64_t>(number));
    }
    return true;
  }
  if (!value.IsArray() && !value.IsObject()) return true;
  if (depth == 0) return false;
  if (value.IsArray()) {
    for (Value& element : value.GetArray()) {
      if (!normalise(element, allocator, depth - 1)) return false;
    }
    return true;
  }
  keep_last_keys(value, allocator);
  for (Value::Member& member : members_of(value)) {
    if (!normalise(member.value, allocator, depth - 1)) return false;
  }
  return true;
}

std::string unescaped(std::string_view token) {
  std::string key;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    key += escape ? (token[++i] == '1' ? '/' : '~') : token[i];
  }
  return key;
}

}  // namespace

base::Result<void> read_tree(std::string_view text, rapidjson::Document& tree) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag |
                              rapidjson::kParseValidateEncodingFlag;
  tree.Parse<kFlags>(text.data(), text.size());
  if (tree.HasParseError()) {
    std::string why = rapidjson::GetParseError_En(tree.GetParseError());
    while (!why.empty() && why.back() == '.') why.pop_back();
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("no JSON at byte {}: {}", tree.GetErrorOffset(), why));
  }
  if (!normalise(tree, tree.GetAllocator(), kMaxJsonDepth)) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("nested deeper than {}", kMaxJsonDepth));
  }
  return {};
}

const Value* find_member(const Value& object, std::string_view key) {
  const Value name(rapidjson::StringRef(key.data(), static_cast<SizeType>(key.size())));
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

const Value* find_place(const Value& root, std::string_view pointer) {
  const Value* place = &root;
  while (!pointer.empty() && place != nullptr) {
    pointer.remove_prefix(1);  // the slash
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string_view token = pointer.substr(0, end);
    if (place->IsObject()) {
      place = find_member(*place, unescaped(token));
    } else {
      SizeType index = 0;
      const auto read = std::from_chars(token.data(), token.data() + token.size(), index);
      const bool is_index = read.ec == std::errc() && read.ptr == token.data() + token.size();
      place = place->IsArray() && is_index && index < place->Size() ? &(*place)[index] : nullptr;
    }
    pointer.remove_prefix(end);
  }
  return place;
}

}  // namespace stacmlm::rules

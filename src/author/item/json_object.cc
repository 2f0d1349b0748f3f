// SPDX-License-Identifier: Apache-2.0
#include "author/item/json_object.h"

#include <algorithm>

#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

auto find_member(auto& members, std::string_view key) {
  return std::ranges::find_if(members, [&](const auto& member) { return member.first == key; });
}

}  // namespace

JsonObject::JsonObject(json::Value object) {
  for (const json::Value member : object.members()) add(member.key(), std::string(member.raw()));
}

void JsonObject::add(std::string_view key, std::string json) {
  members_.emplace_back(key, std::move(json));
}

void JsonObject::set(std::string_view key, std::string json) {
  const auto member = find_member(members_, key);
  if (member == members_.end()) {
    add(key, std::move(json));
  } else {
    member->second = std::move(json);
  }
}

void JsonObject::set_text(std::string_view key, std::string_view text) {
  set(key, json::quote(text));
}

void JsonObject::remove(std::string_view key) {
  const auto member = find_member(members_, key);
  if (member != members_.end()) members_.erase(member);
}

bool JsonObject::has(std::string_view key) const {
  return find_member(members_, key) != members_.end();
}

std::string JsonObject::text() const {
  std::string text = "{";
  for (const auto& [key, value] : members_) {
    if (text.size() > 1) text += ", ";
    text += json::quote(key);
    text += ": ";
    text += value;
  }
  return text + "}";
}

std::string list_of(const std::vector<std::string>& elements) {
  std::string text = "[";
  for (const std::string& element : elements) {
    if (text.size() > 1) text += ", ";
    text += element;
  }
  return text + "]";
}

std::string list_of_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  quoted.reserve(texts.size());
  for (const std::string& text : texts) quoted.push_back(json::quote(text));
  return list_of(quoted);
}

bool is_number_text(std::string_view text) {
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(text), document)) return false;
  return document.root().is_number() && document.notes().empty() && document.root().raw() == text;
}

}  // namespace stacmlm::author

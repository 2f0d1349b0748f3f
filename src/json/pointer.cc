// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/pointer.h"

#include <charconv>
#include <optional>

namespace stacmlm::json {
namespace {

std::optional<std::string> unescape_token(std::string_view token) {
  std::string key;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      key.push_back(token[i]);
    } else if (i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1')) {
      key.push_back(token[++i] == '0' ? '~' : '/');
    } else {
      return {};
    }
  }
  return key;
}

/// The child of `container` inside which `inner` stands, and its token.
Value child_around(Value container, Value inner, std::string& token) {
  std::size_t index = 0;
  for (const Value element : container.elements()) {
    if (inner.node().begin < element.node().end) {
      token = std::to_string(index);
      return element;
    }
    ++index;
  }
  for (const Value member : container.members()) {
    if (inner.node().begin < member.node().end) {
      token = escape_token(member.key());
      return member;
    }
  }
  return {};
}

Value element_at(Value array, std::string_view token) {
  std::size_t index = 0;
  const auto read = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool canonical = read.ec == std::errc() && read.ptr == token.data() + token.size() &&
                         (token == "0" || token.front() != '0');
  return canonical ? array.at(index) : Value();
}

}  // namespace

std::string escape_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token.push_back(c);
    }
  }
  return token;
}

std::string pointer_to(Value value) {
  std::string pointer;
  std::string token;
  Value at = value.document().root();
  while (at.exists() && !(at == value)) {
    at = child_around(at, value, token);
    pointer += '/';
    pointer += token;
  }
  return pointer;
}

Value resolve(Value root, std::string_view pointer) {
  Value at = root;
  while (!pointer.empty() && at.exists()) {
    if (pointer.front() != '/') return {};
    const std::size_t end = pointer.find('/', 1);
    const auto key =
        unescape_token(pointer.substr(1, end == std::string_view::npos ? end : end - 1));
    if (!key) return {};
    at = at.is_array() ? (key->empty() ? Value() : element_at(at, *key)) : at.find(*key);
    pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
  }
  return at;
}

}  // namespace stacmlm::json

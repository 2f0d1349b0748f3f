// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/pointer.h"

#include <charconv>
#include <cstdint>

#include "json/pointer_token.h"

namespace stacmlm::json {

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

std::optional<std::size_t> array_index(std::string_view token) {
  std::size_t index = 0;
  const auto read = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool canonical = read.ec == std::errc() && read.ptr == token.data() + token.size() &&
                         (token == "0" || token.front() != '0');
  return canonical ? std::optional(index) : std::nullopt;
}

bool is_pointer(std::string_view pointer) {
  return pointer.empty() || (pointer.front() == '/' && unescape_token(pointer).has_value());
}

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
  const Document& document = value.document();
  const auto index = static_cast<std::uint32_t>(&value.node() - &document.root().node());
  std::string pointer;
  std::uint32_t at = 0;
  while (at != index) {
    const Kind container = document.value_at(at).kind();
    std::size_t position = 0;
    // Over all children, those with a later twin included: a value inside one has a place too.
    for (++at; document.value_at(at).node().next <= index; ++position) {
      at = document.value_at(at).node().next;
    }
    pointer += '/';
    pointer += container == Kind::kArray ? std::to_string(position)
                                         : escape_token(document.value_at(at).key());
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
    const auto element = at.is_array() ? array_index(*key) : std::nullopt;
    at = element ? at.at(*element) : at.find(*key);
    pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
  }
  return at;
}

}  // namespace stacmlm::json

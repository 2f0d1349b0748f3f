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
    // Children with a later twin count too: a value inside one has a place as well.
    const auto [child, place] = document.child_holding(at, index);
    const bool is_element = document.value_at(at).is_array();
    pointer += '/';
    pointer += is_element ? std::to_string(place) : escape_token(document.value_at(child).key());
    at = child;
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

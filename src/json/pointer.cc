// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/pointer.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

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

namespace {

void append_token(std::string& out, std::string_view key) {
  constexpr auto kNone = std::string_view::npos;
  if (key.find('~') == kNone && key.find('/') == kNone) {
    out += key;
    return;
  }
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out.push_back(c);
    }
  }
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

}  // namespace

std::string escape_token(std::string_view key) {
  std::string token;
  append_token(token, key);
  return token;
}

const std::string& PointerWriter::write(Value value) {
  const Document& document = value.document();
  const auto index = static_cast<std::uint32_t>(&value.node() - &document.root().node());
  if (path_.empty()) {
    constexpr std::size_t kUsualDepth = 16;
    path_.reserve(kUsualDepth);
    path_.push_back({0, 0, 0});
  }
  Step last{index, 0, 0};  // the value on the way that was left: its siblings go on from there
  while (index < path_.back().node || index >= document.nodes_[path_.back().node].next) {
    last = path_.back();
    path_.pop_back();
    pointer_.resize(last.prefix);
  }
  if (last.node < index) {
    descend(document, index, {document.nodes_[last.node].next, last.position + 1});
  } else {
    descend(document, index, {path_.back().node + 1, 0});
  }
  return pointer_;
}

/// Goes down from the end of the path to `index`; `from` is the first child to look at there.
void PointerWriter::descend(const Document& document, std::uint32_t index, Document::Child from) {
  while (path_.back().node != index) {
    const std::uint32_t container = path_.back().node;
    // Children with a later twin count too: a value inside one has a place as well.
    const Document::Child child = document.child_holding(container, index, from);
    path_.push_back({child.node, child.place, pointer_.size()});
    pointer_ += '/';
    if (document.value_at(container).is_array()) {
      append_number(pointer_, child.place);
    } else {
      append_token(pointer_, document.value_at(child.node).key());
    }
    from = {child.node + 1, 0};
  }
}

std::string pointer_to(Value value) {
  PointerWriter writer;
  writer.write(value);
  return std::move(writer.pointer_);
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

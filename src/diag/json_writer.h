// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "json/quote.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::diag {

/// Writes one JSON value on one line. Commas come by themselves; nesting is the caller's duty.
class JsonWriter {
 public:
  JsonWriter& open(char bracket) {
    char* at = begin(1);
    *at++ = bracket;
    return end(at);
  }
  JsonWriter& close(char bracket) {
    char* at = room(1);
    *at++ = bracket;
    return end(at);
  }
  /// A literal in which nothing needs an escape.
  template <std::size_t kSize>
  JsonWriter& key(const char (&name)[kSize]) {
    char* at = begin(kSize + 3);
    *at++ = '"';
    std::memcpy(at, name, kSize - 1);
    std::memcpy(at + kSize - 1, "\": ", 3);
    return end(at + kSize + 2);
  }
  JsonWriter& key(std::string_view name) {
    string(name);
    return end(put(room(2), ": "));
  }
  JsonWriter& string(std::string_view text) {
    return json::is_plain(text) ? plain(text) : raw(json::quote(text));
  }
  /// A string in which nothing needs an escape.
  JsonWriter& plain(std::string_view text) { return end(put_quoted(begin(text.size() + 2), text)); }
  JsonWriter& number(std::uint64_t value) {
    constexpr std::size_t kMostDigits = 20;
    char* at = begin(kMostDigits);
    return end(std::to_chars(at, at + kMostDigits, value).ptr);
  }
  JsonWriter& raw(std::string_view json_text) {
    return end(put(begin(json_text.size()), json_text));
  }

  [[nodiscard]] std::string text() const { return std::string(view()); }
  /// The same without a copy; valid until more is written.
  [[nodiscard]] std::string_view view() const { return {buffer_.data(), size_}; }
  /// Starts another value in the same memory.
  void clear() { size_ = 0; }

 private:
  static char* put(char* at, std::string_view text) { return at + text.copy(at, text.size()); }
  static char* put_quoted(char* at, std::string_view text) {
    *at++ = '"';
    at = put(at, text);
    *at++ = '"';
    return at;
  }

  /// Where the next `size` characters go.
  char* room(std::size_t size) {
    if (buffer_.size() - size_ < size) buffer_.resize(std::max(2 * buffer_.size(), size_ + size));
    return buffer_.data() + size_;
  }
  /// The same for a value or key, behind a comma if one is due.
  // What stands before says it: nothing is written behind a value but a comma or a bracket.
  char* begin(std::size_t size) {
    char* at = room(size + 2);
    if (size_ == 0) return at;
    const char last = at[-1];
    if (last == '{' || last == '[' || last == ' ') return at;
    return put(at, ", ");
  }
  /// `at` is behind what was written.
  JsonWriter& end(const char* at) {
    size_ = static_cast<std::size_t>(at - buffer_.data());
    return *this;
  }

  std::string buffer_;  // the text and room behind it
  std::size_t size_ = 0;
};

}  // namespace stacmlm::diag

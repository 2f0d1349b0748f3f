// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "json/quote.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::diag {

/// Writes one JSON value on one line. Commas come by themselves; nesting is the caller's duty.
class JsonWriter {
 public:
  JsonWriter& open(char bracket) {
    comma();
    out_ += bracket;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    return *this;
  }
  /// @pre nothing in the name needs an escape
  JsonWriter& key(std::string_view name) {
    plain(name);
    out_ += ": ";
    return *this;
  }
  JsonWriter& string(std::string_view text) {
    comma();
    json::append_quoted(out_, text);
    return *this;
  }
  /// A string in which nothing needs an escape.
  JsonWriter& plain(std::string_view text) {
    comma();
    out_ += '"';
    out_ += text;
    out_ += '"';
    return *this;
  }
  JsonWriter& number(std::uint64_t value) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return raw({digits.data(), static_cast<std::size_t>(end.ptr - digits.data())});
  }
  JsonWriter& raw(std::string_view json_text) {
    comma();
    out_ += json_text;
    return *this;
  }
  [[nodiscard]] const std::string& text() const { return out_; }
  /// Starts another value in the same memory.
  void clear() { out_.clear(); }

 private:
  // What stands before says it: nothing is written behind a value but a comma or a bracket.
  void comma() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ' ') out_ += ", ";
  }

  std::string out_;
};

}  // namespace stacmlm::diag

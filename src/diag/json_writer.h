// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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
  JsonWriter& key(std::string_view name) {
    string(name);
    out_ += ": ";
    return *this;
  }
  JsonWriter& string(std::string_view text) { return raw(json::quote(text)); }
  JsonWriter& number(std::uint64_t value) { return raw(std::to_string(value)); }
  JsonWriter& raw(std::string_view json_text) {
    comma();
    out_ += json_text;
    return *this;
  }
  [[nodiscard]] const std::string& text() const { return out_; }

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

// SPDX-License-Identifier: Apache-2.0
#include "cli/toml_check.h"

#include <algorithm>
#include <string>

namespace stacmlm::cli {
namespace {

constexpr std::size_t kMostDots = 16;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kWordCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

constexpr bool is_quote(char c) { return c == '"' || c == '\''; }
constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Knows the place in the text as well as toml++ does, up to the first fault that toml++ sees.
class Scanner {
 public:
  explicit Scanner(std::string_view text)
      : text_(text), at_(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0) {}

  std::optional<TomlFault> find() {
    while (at_ < text_.size() && !fault_) step(text_[at_]);
    return fault_;
  }

 private:
  void step(char c) {
    if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (c == '\n') {
      ++at_;
      if (open_.empty()) begin_line();
    } else if (is_line_start_ && c == '[') {
      header();
    } else {
      is_line_start_ = false;
      token(c);
    }
  }

  void begin_line() {
    is_line_start_ = true;
    expects_value_ = false;
    dots_ = 0;
  }

  void header() {
    is_line_start_ = false;
    at_ += text_.substr(at_).starts_with("[[") ? 2 : 1;
    at_ = std::min(text_.find_first_not_of(" \t", at_), text_.size());
    if (at_ == text_.size()) return;
    const char c = text_[at_];
    if (is_quote(c) || c == ']' || kWordCharacters.find(c) != std::string_view::npos) return;
    fault("a key is expected here");
  }

  void token(char c) {
    if (is_quote(c)) {
      string(c);
      expects_value_ = false;
    } else if (kWordCharacters.find(c) != std::string_view::npos) {
      word();
    } else if (expects_value_ && std::string_view("[]{,").find(c) == std::string_view::npos) {
      fault_value();
    } else if (c == '.') {
      if (++dots_ > kMostDots) fault("a key of more than 17 parts");
      ++at_;
    } else {
      between(c);
    }
  }

  void word() {
    const std::size_t end = std::min(text_.find_first_not_of(kWordCharacters, at_), text_.size());
    const std::string_view word = text_.substr(at_, end - at_);
    if (expects_value_ && word != "true" && word != "false") return fault_value();
    at_ = end;
    expects_value_ = false;
  }

  // What stands between keys and values.
  void between(char c) {
    if (c == '[' || c == '{') {
      open_ += c;
      expects_value_ = c == '[';
    } else if (c == ']' || c == '}') {
      if (!open_.empty()) open_.pop_back();
      expects_value_ = false;
    } else if (c == '=' || c == ',') {
      expects_value_ = c == '=' || (!open_.empty() && open_.back() == '[');
    } else {
      return fault("this character stands in strings and comments only");
    }
    dots_ = 0;
    ++at_;
  }

  // Up to behind the last quote, or to where the string breaks off.
  void string(char quote) {
    const bool is_long = text_.substr(at_ + 1, 2) == std::string(2, quote);
    const std::string end(is_long ? 3 : 1, quote);
    for (at_ += end.size(); at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        if (is_long && is_letter_after_space(at_ + 1))
          return fault("no such letter may follow a backslash and white space");
        ++at_;
      } else if (text_.substr(at_, end.size()) == end) {
        break;
      } else if (c == '\n' && !is_long) {
        return;
      }
    }
    at_ = std::min(at_ + end.size(), text_.size());
    // Up to two quotes may stand before the three that end a long string.
    for (int more = 0; is_long && more < 2 && at_ < text_.size() && text_[at_] == quote; ++more)
      ++at_;
  }

  // toml++ looks whether what follows the space is a space of Unicode, and that is undefined.
  bool is_letter_after_space(std::size_t at) {
    at = text_.find_first_not_of(" \t\r\n", at);
    if (at == std::string_view::npos || is_ascii(text_[at])) return false;
    at_ = at;
    return true;
  }

  void fault(std::string_view what) { fault_ = TomlFault{at_, what}; }
  void fault_value() { fault("a string, true, false, an array or a table is expected here"); }

  std::string_view text_;
  std::size_t at_;
  std::string open_;  // the brackets that are open; those of headers are not among them
  std::size_t dots_ = 0;
  bool is_line_start_ = true;
  bool expects_value_ = false;
  std::optional<TomlFault> fault_;
};

}  // namespace

std::optional<TomlFault> find_toml_fault(std::string_view text) { return Scanner(text).find(); }

}  // namespace stacmlm::cli

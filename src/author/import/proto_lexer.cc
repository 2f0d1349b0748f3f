// SPDX-License-Identifier: Apache-2.0
#include "author/import/proto_lexer.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/import/proto_number.h"
#include "stacmlm/json/line_index.h"

namespace stacmlm::author {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '.'; }

int digit_of(char c, int base) {
  const int digit = is_digit(c)              ? c - '0'
                    : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                    : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                             : 16;
  return digit < base ? digit : -1;
}

}  // namespace

ProtoToken ProtoLexer::next() {
  if (peeked_) {
    ProtoToken token = *std::move(peeked_);
    peeked_.reset();
    return token;
  }
  return read();
}

const ProtoToken& ProtoLexer::peek() {
  if (!peeked_) peeked_ = read();
  return *peeked_;
}

void ProtoLexer::fail_at(std::size_t offset, std::string_view why) {
  if (fault_) return;
  const auto place = static_cast<std::uint32_t>(offset);
  const base::SourceSpan at = json::LineIndex(text_).span(place, place);
  fault_ = fmt::format("{}:{}: {}", at.line, at.column, why);
}

void ProtoLexer::skip_blank() {
  while (at_ < text_.size()) {
    if (text_[at_] == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (std::string_view(" \t\r\n\v\f").find(text_[at_]) != std::string_view::npos) {
      ++at_;
    } else {
      return;
    }
  }
}

ProtoToken ProtoLexer::read() {
  skip_blank();
  if (fault_ || at_ >= text_.size()) return {ProtoToken::Kind::kEnd, {}, text_.size()};
  const char c = text_[at_];
  const std::size_t begin = at_;
  if (is_letter(c)) return {ProtoToken::Kind::kWord, std::string(take_while(is_word)), begin};
  if (is_digit(c) || c == '-' || c == '.') return read_number();
  if (c == '"' || c == '\'') return read_string(c);
  if (std::string_view("{}<>[]:,;").find(c) == std::string_view::npos) {
    fail_at(begin, "a character that does not belong here");
    return {ProtoToken::Kind::kEnd, {}, begin};
  }
  ++at_;
  return {ProtoToken::Kind::kMark, std::string(1, c), begin};
}

std::string_view ProtoLexer::take_while(bool (*belongs)(char)) {
  const std::size_t begin = at_;
  while (at_ < text_.size() && belongs(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

ProtoToken ProtoLexer::read_number() {
  const std::size_t begin = at_;
  const std::string_view text = text_.substr(begin, proto_number_size(text_.substr(begin)));
  at_ += text.size();
  if (text == "-inf" || text == "-nan" || text == "-infinity")
    return {ProtoToken::Kind::kWord, std::string(text), begin};
  auto number = proto_number(text);
  if (!number) {
    fail_at(begin, "not a number that is read");
    return {ProtoToken::Kind::kEnd, {}, begin};
  }
  return {ProtoToken::Kind::kNumber, *std::move(number), begin};
}

ProtoToken ProtoLexer::read_string(char quote) {
  ProtoToken token{ProtoToken::Kind::kString, {}, at_++};
  while (!fault_) {
    if (at_ >= text_.size() || text_[at_] == '\n') {
      fail_at(token.offset, "a string without an end");
      break;
    }
    const char c = text_[at_++];
    if (c == quote) break;
    if (c == '\\') {
      read_escape(token.text);
    } else {
      token.text += c;
    }
  }
  return token;
}

void ProtoLexer::read_escape(std::string& out) {
  constexpr std::string_view kLetters = "abfnrtv\\'\"?";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\'\"?";
  const std::size_t begin = at_ - 1;
  if (at_ >= text_.size()) return fail_at(begin, "an escape without an end");
  const char c = text_[at_++];
  if (const std::size_t known = kLetters.find(c); known != std::string_view::npos) {
    out += kMeanings[known];
    return;
  }
  const bool is_hex = c == 'x' || c == 'X';
  if (!is_hex && digit_of(c, 8) < 0) return fail_at(begin, "an escape that is not read");
  const int base = is_hex ? 16 : 8;
  const int most = is_hex ? 2 : 3;
  int byte = is_hex ? 0 : digit_of(c, 8);
  int digits = is_hex ? 0 : 1;
  for (; digits < most && at_ < text_.size() && digit_of(text_[at_], base) >= 0; ++digits)
    byte = byte * base + digit_of(text_[at_++], base);
  if (digits == 0 || byte > 0xFF) return fail_at(begin, "an escape that is not read");
  out += static_cast<char>(byte);
}

}  // namespace stacmlm::author

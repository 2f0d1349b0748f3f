// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::author {

struct ProtoToken {
  enum class Kind { kWord, kNumber, kString, kMark, kEnd };
  Kind kind = Kind::kEnd;
  std::string text;  ///< a number as JSON has it, a string without quotes and escapes
  std::size_t offset = 0;

  [[nodiscard]] bool is(std::string_view mark) const { return kind == Kind::kMark && text == mark; }
};

/// Cuts a text of protocol buffers into tokens. Behind a fault there is only the end.
class ProtoLexer {
 public:
  explicit ProtoLexer(std::string_view text) : text_(text) {}

  ProtoToken next();
  const ProtoToken& peek();

  /// `3:5: ...`; the first one counts.
  void fail(const ProtoToken& token, std::string_view why) { fail_at(token.offset, why); }
  [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }

 private:
  ProtoToken read();
  ProtoToken read_number();
  ProtoToken read_string(char quote);
  void read_escape(std::string& out);
  void skip_blank();
  void fail_at(std::size_t offset, std::string_view why);
  std::string_view take_while(bool (*belongs)(char));

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<ProtoToken> peeked_;
  std::optional<std::string> fault_;
};

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#include "author/import/proto_reader.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "author/import/proto_lexer.h"
#include "json/utf8.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

/// The fields of a message in the order of their first values, which are JSON texts.
class Message {
 public:
  void add(const std::string& field, const std::string& json) {
    const auto [found, is_new] = places_.try_emplace(field, fields_.size());
    if (is_new) fields_.emplace_back(field, std::string());
    std::string& values = fields_[found->second].second;
    if (!values.empty()) values += ", ";
    values += json;
  }

  [[nodiscard]] std::string json() const {
    std::string out = "{";
    for (const auto& [field, values] : fields_) {
      if (out.size() > 1) out += ", ";
      out += fmt::format("{}: [{}]", json::quote(field), values);
    }
    return out + "}";
  }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// A reader of one text; the first fault ends it.
class ProtoReader {
 public:
  ProtoReader(std::string_view text, const ImportLimits& limits) : lexer_(text), limits_(limits) {}

  base::Result<std::string> read() {
    std::string json = message("");
    if (!lexer_.fault()) return json;
    return base::fail(base::ErrorKind::kInvalidDocument, *lexer_.fault());
  }

 private:
  using Kind = ProtoToken::Kind;

  /// The fields up to `end` (`}`, `>`, or the end of the text if it is empty).
  std::string message(std::string_view end) {
    Message message;
    for (;;) {
      const ProtoToken token = lexer_.next();
      if (lexer_.fault()) return {};
      if (end.empty() ? token.kind == Kind::kEnd : token.is(end)) return message.json();
      if (token.is(";") || token.is(",")) continue;
      if (token.kind != Kind::kWord) {
        lexer_.fail(token, "the name of a field is expected");
        return {};
      }
      read_field(token, message);
      if (lexer_.fault()) return {};
    }
  }

  void read_field(const ProtoToken& name, Message& message) {
    ProtoToken token = lexer_.next();
    const bool has_colon = token.is(":");
    if (has_colon) token = lexer_.next();
    if (token.is("[")) {
      read_list(name, has_colon, message);
    } else {
      add(name, token, has_colon, message);
    }
  }

  void read_list(const ProtoToken& name, bool has_colon, Message& message) {
    ProtoToken token = lexer_.next();
    if (token.is("]")) return;
    for (;;) {
      add(name, token, has_colon, message);
      if (lexer_.fault()) return;
      token = lexer_.next();
      if (token.is("]")) return;
      if (!token.is(",")) return lexer_.fail(token, "a comma or `]` is expected");
      token = lexer_.next();
    }
  }

  void add(const ProtoToken& name, const ProtoToken& token, bool has_colon, Message& into) {
    if (lexer_.fault()) return;
    if (++values_ > limits_.values) return lexer_.fail(token, "more values than are read");
    if (token.is("{") || token.is("<")) {
      if (++depth_ > limits_.depth) return lexer_.fail(token, "deeper than is read");
      const std::string json = message(token.is("{") ? "}" : ">");
      --depth_;
      if (!lexer_.fault()) into.add(name.text, json);
      return;
    }
    if (!has_colon) return lexer_.fail(token, "a colon or a message is expected");
    const std::string json = scalar(token);
    if (!lexer_.fault()) into.add(name.text, json);
  }

  std::string scalar(const ProtoToken& token) {
    if (token.kind == Kind::kNumber) return token.text;
    if (token.kind == Kind::kWord) return json::quote(token.text);
    if (token.kind != Kind::kString) {
      lexer_.fail(token, "a value is expected");
      return {};
    }
    std::string text = token.text;  // strings side by side are one
    while (!lexer_.fault() && lexer_.peek().kind == Kind::kString) text += lexer_.next().text;
    if (json::first_invalid_utf8(text) < text.size()) {
      lexer_.fail(token, "a string that is not UTF-8");
      return {};
    }
    return json::quote(text);
  }

  ProtoLexer lexer_;
  ImportLimits limits_;
  std::size_t values_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

base::Result<std::string> proto_to_json(std::string_view text, const ImportLimits& limits) {
  return ProtoReader(text, limits).read();
}

}  // namespace stacmlm::author

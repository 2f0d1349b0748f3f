// SPDX-License-Identifier: Apache-2.0
#include "artifact/json/json_text.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "artifact/collector.h"
#include "artifact/digits.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::artifact {
namespace {

template <class Number>
std::optional<Number> number_of(json::Value value) {
  return value.is_number() ? number_in<Number>(value.raw()) : std::nullopt;
}

/// What a byte outside of strings stands for: how many values it may begin, and, in the upper half,
/// that it is a token of its own.
constexpr std::array<std::uint64_t, 256> kMarks = [] {
  constexpr std::uint64_t kToken = std::uint64_t{1} << 32U;
  std::array<std::uint64_t, 256> marks{};
  for (const char c : std::string_view(":]}")) marks[static_cast<unsigned char>(c)] = kToken;
  for (const char c : std::string_view(",[{")) marks[static_cast<unsigned char>(c)] = kToken + 1;
  return marks;
}();

/// Whether a text may have more values, or more tokens than so many values have: the parser's
/// memory follows both. An empty container with blanks in it counts for two.
bool is_too_many(std::string_view text, std::size_t values) {
  // A value has one byte or more, and one behind it.
  if (text.size() / 2 <= values) return false;
  std::uint64_t marks = 1;  // the document
  bool is_inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      ++i;
    } else if (c == '"') {
      is_inside = !is_inside;
    } else if (!is_inside) {
      marks += kMarks[static_cast<unsigned char>(c)];
      const bool is_end = c == ']' || c == '}';
      if (is_end && i > 0 && (text[i - 1] == '[' || text[i - 1] == '{')) --marks;
    }
  }
  // With a key each has four: colon, brackets, comma.
  return (marks & 0xFFFFFFFFU) > values || (marks >> 32U) / 4 > values;
}

base::Result<json::Document> read_text(json::Text text, std::string_view where,
                                       const JsonLimits& limits) {
  const std::size_t size = text.view().size();
  if (is_too_many(text.view(), limits.values))
    return over_limit(fmt::format("{}: more than {} values", where, limits.values));
  json::Parser parser({.bytes = size, .values = limits.values, .depth = limits.depth});
  json::Document document;
  if (const auto fault = parser.parse(std::move(text), document)) {
    using Kind = json::SyntaxFault::Kind;
    const bool is_limit = fault->kind == Kind::kDepth || fault->kind == Kind::kSize;
    return base::fail(
        is_limit ? base::ErrorKind::kLimitExceeded : base::ErrorKind::kInvalidDocument,
        fmt::format("{}, byte {}: {}", where, fault->offset, fault->message));
  }
  if (limits.allows_duplicates) return document;
  for (const json::Note& note : document.notes()) {
    if (note.kind != json::Note::Kind::kDuplicateKey) continue;
    const std::string_view key = document.value_at(note.node).key().substr(0, 200);
    return malformed(fmt::format("{}: \"{}\" stands twice in one object", where, key));
  }
  return document;
}

}  // namespace

base::Result<json::Document> read_json(std::string_view text, std::string_view where,
                                       const JsonLimits& limits) {
  return read_text(json::Text::copy_of(text), where, limits);
}

base::Result<json::Document> take_json(std::string text, std::string_view where,
                                       const JsonLimits& limits) {
  json::Text copy = json::Text::copy_of(text);
  text = std::string();
  return read_text(std::move(copy), where, limits);
}

std::optional<std::uint64_t> whole_number(json::Value value) {
  return number_of<std::uint64_t>(value);
}

std::optional<std::int64_t> signed_number(json::Value value) {
  return number_of<std::int64_t>(value);
}

std::string_view text_of(json::Value value) {
  return value.is_string() ? value.string() : std::string_view();
}

std::string_view text_of(json::Value object, std::string_view key) {
  return text_of(object.find(key));
}

}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#include "artifact/json/json_text.h"

#include <fmt/format.h>

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

}  // namespace

base::Result<json::Document> read_json(std::string_view text, std::string_view where,
                                       const JsonLimits& limits) {
  json::Parser parser({.bytes = text.size(), .values = limits.values, .depth = limits.depth});
  json::Document document;
  if (const auto fault = parser.parse(json::Text::copy_of(text), document)) {
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

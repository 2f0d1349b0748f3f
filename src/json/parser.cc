// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/parser.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <new>
#include <utility>
#include <vector>

#include "json/encoding.h"
#include "json/tree_builder.h"
#include "json/utf8.h"

namespace stacmlm::json {

struct Parser::State {
  ParseLimits limits;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> tokens;
};

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// simdjson says that the strings of a text are wrong, not where: the first control character in a
/// string, or the string that never ends.
SyntaxFault locate_string_fault(std::string_view text) {
  using Kind = SyntaxFault::Kind;
  std::size_t begin = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '"') {
      inside = !inside;
      begin = i;
    } else if (inside && c == '\\') {
      ++i;
    } else if (inside && c < 0x20) {
      return {Kind::kSyntax, static_cast<std::uint32_t>(i),
              fmt::format("control character 0x{:02x} in a string", c)};
    }
  }
  return {Kind::kSyntax, static_cast<std::uint32_t>(begin), "a string that does not end"};
}

SyntaxFault locate(simdjson::error_code error, std::string_view text) {
  using Kind = SyntaxFault::Kind;
  // A text in another encoding is full of faults; this is the one that counts.
  if (auto fault = wide_encoding_fault(text)) return *std::move(fault);
  if (error == simdjson::UTF8_ERROR) {
    return {Kind::kEncoding, static_cast<std::uint32_t>(first_invalid_utf8(text)),
            "not valid UTF-8"};
  }
  if (error == simdjson::EMPTY) return {Kind::kSyntax, 0, "an empty text is no JSON document"};
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();  // as everything else does
  return locate_string_fault(text);
}

}  // namespace

Parser::Parser(ParseLimits limits) : state_(std::make_unique<State>()) { state_->limits = limits; }
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;
Parser::~Parser() = default;

std::optional<SyntaxFault> Parser::parse(Text text, Document& document) {
  document.text_ = std::move(text);
  document.count_ = 0;
  document.notes_.clear();
  document.unescaped_.clear();
  document.child_tables_.reset();

  const std::string_view whole = document.text();
  const ParseLimits& limits = state_->limits;
  if (whole.size() > limits.bytes) {
    return SyntaxFault{SyntaxFault::Kind::kSize, 0,
                       fmt::format("{} bytes, the limit is {}", whole.size(), limits.bytes)};
  }
  const std::size_t skipped = whole.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (skipped != 0)
    document.notes_.push_back(
        {Note::Kind::kByteOrderMark, 0, 0, static_cast<std::uint32_t>(skipped)});

  // Stage 1 of simdjson finds where tokens start and checks UTF-8, for the best instruction set of
  // this processor.
  auto& tokens = state_->tokens;
  const std::size_t length = whole.size() - skipped;
  if (tokens == nullptr || tokens->capacity() < length) {
    const std::size_t capacity = std::max<std::size_t>(length, 16384);
    if (const auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
            capacity, limits.depth, tokens);
        error != simdjson::SUCCESS) {
      return locate(error, whole);
    }
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(whole.data()) + skipped;
  if (const auto error = tokens->stage1(bytes, length, simdjson::stage1_mode::regular);
      error != simdjson::SUCCESS) {
    return locate(error, whole);
  }
  std::uint32_t* starts = tokens->structural_indexes.get();
  const std::uint32_t count = tokens->n_structural_indexes;
  if (skipped != 0) {
    for (std::uint32_t i = 0; i <= count; ++i) starts[i] += static_cast<std::uint32_t>(skipped);
  }
  auto fault = TreeBuilder(document, starts, count, limits).build();
  if (!fault) return fault;
  auto wide = wide_encoding_fault(whole);
  return wide ? wide : fault;
}

}  // namespace stacmlm::json

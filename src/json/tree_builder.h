// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/parser.h"

namespace stacmlm::json {

/// Makes the nodes of a document from the places where its tokens start.
class TreeBuilder {
 public:
  /// `starts` holds the offset of each token; `text.size()` stands behind the last one.
  TreeBuilder(Document& document, const std::uint32_t* starts, std::size_t count,
              const ParseLimits& limits, std::vector<std::uint32_t>& key_hashes);

  std::optional<SyntaxFault> build();

 private:
  struct Container {
    std::uint32_t node;
    std::uint32_t first_key;  // index into key_hashes_
  };
  enum class Step { kValue, kKey, kAfterValue, kDone, kFault };

  Step read_value();
  Step read_key();
  Step after_value();
  Step open(std::uint32_t at, Kind kind);
  void close(std::uint32_t at);
  Step read_string(std::uint32_t at);
  Step read_number(std::uint32_t at);
  Step read_word(std::uint32_t at, std::string_view word, Kind kind, std::uint8_t flags);
  Step fault(std::uint32_t at, std::string message,
             SyntaxFault::Kind kind = SyntaxFault::Kind::kSyntax);
  Step unexpected(std::uint32_t at, std::string_view expected);

  Node& push(std::uint32_t at, Kind kind);
  /// Where the string that starts at `begin` ends (behind its quote), given the start of the next
  /// token.
  [[nodiscard]] std::uint32_t string_end(std::uint32_t next_token) const;
  [[nodiscard]] bool token_ends(std::uint32_t end) const;
  bool keep_unescaped(std::uint32_t begin, std::uint32_t end, std::string* text);
  void mark_duplicates(const Container& object);

  Document& document_;
  const char* text_;
  std::uint32_t size_;
  const std::uint32_t* start_;  // the next token
  const std::uint32_t* last_;
  const ParseLimits& limits_;
  std::vector<std::uint32_t>& key_hashes_;
  std::vector<Container> open_;
  std::uint32_t count_ = 0;
  std::uint32_t capacity_ = 0;
  std::uint32_t key_begin_ = 0;
  std::uint32_t key_length_ = 0;
  std::uint32_t key_hash_ = 0;
  std::uint8_t key_flags_ = 0;
  bool has_escapes_ = false;
  SyntaxFault fault_;
};

}  // namespace stacmlm::json

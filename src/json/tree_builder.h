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
  /// `starts` holds the offset of each token; `text.size()` stands behind the last one. The key
  /// hashes are room to work in, kept from one document to the next.
  TreeBuilder(Document& document, const std::uint32_t* starts, std::size_t count,
              const ParseLimits& limits, std::vector<std::uint32_t>& key_hashes);

  std::optional<SyntaxFault> build();

 private:
  struct Container {
    std::uint32_t node;
    std::uint32_t first_key;  // index into key_hashes_
    bool object;
  };
  struct KeyFields {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;
    std::uint32_t hash = 0;
    std::uint8_t flags = 0;
  };
  /// What changes with every token. A local of build() that only inlined functions see, so that it
  /// stays in registers.
  struct Cursor {
    const std::uint32_t* start = nullptr;  // the next token
    std::uint32_t count = 0;               // nodes made
    KeyFields key;
    Container inside{};
  };
  enum class Step { kValue, kKey, kAfterValue, kDone, kFault };

  Step read_value(Cursor& cursor);
  Step read_key(Cursor& cursor);
  Step after_value(Cursor& cursor);
  Step open(Cursor& cursor, std::uint32_t at, Kind kind);
  void close(Cursor& cursor, std::uint32_t at);
  Step read_string(Cursor& cursor, std::uint32_t at);
  Step read_number(Cursor& cursor, std::uint32_t at);
  Step read_word(Cursor& cursor, std::uint32_t at, std::string_view word, Kind kind,
                 std::uint8_t flags);
  Node& push(Cursor& cursor, std::uint32_t at, Kind kind);

  Step fault(std::uint32_t at, std::string message,
             SyntaxFault::Kind kind = SyntaxFault::Kind::kSyntax);
  /// `token` is where the token stands that was found instead.
  Step unexpected(const std::uint32_t* token, std::string_view expected);

  /// Where the string ends (behind its quote) that stands before the next token.
  [[nodiscard]] std::uint32_t string_end(std::uint32_t next_token) const;
  [[nodiscard]] bool token_ends(std::uint32_t end, std::uint32_t next_token) const;
  [[nodiscard]] bool holds_escapes(std::uint32_t begin, std::uint32_t end) const;
  /// Keeps the unescaped text of a string or key of `node`; false after a fault.
  bool keep_unescaped(std::uint32_t node, std::uint32_t begin, std::uint32_t end);
  void note_number_range(std::uint32_t node);
  [[nodiscard]] bool may_repeat_keys(const Container& object) const;
  void mark_duplicates(std::uint32_t object, std::uint32_t end);

  Document& document_;
  Node* nodes_;
  const char* text_;
  std::uint32_t size_;
  const std::uint32_t* first_;
  const std::uint32_t* last_;
  const ParseLimits& limits_;
  std::vector<std::uint32_t>& key_hashes_;
  std::vector<Container> around_;  // the containers around the present one
  std::uint32_t capacity_ = 0;
  bool has_escapes_ = false;
  SyntaxFault fault_;
};

}  // namespace stacmlm::json

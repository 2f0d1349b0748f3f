// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stacmlm/json/parser.h"

namespace stacmlm::json {

/// Makes the nodes of a document from the places where its tokens start.
class TreeBuilder {
 public:
  /// `starts` holds the offset of each token; `text.size()` stands behind the last one.
  TreeBuilder(Document& document, const std::uint32_t* starts, std::size_t count,
              const ParseLimits& limits);

  std::optional<SyntaxFault> build();

 private:
  /// Where the reading stands: a local of build() that only inlined functions see, so that it stays
  /// in registers.
  struct Cursor {
    const char* text;
    const std::uint32_t* token;  // the start of the next one
    Node* node;                  // the next one to fill
    std::uint32_t count;         // nodes made
    std::uint32_t inside;        // the number of the innermost open container
    std::uint32_t surplus = 0;   // its children are so many more than there are nodes
  };
  /// Why reading stops; kNone while it goes on.
  enum class Stop {
    kNone,
    kMembers,
    kElements,
    kClose,
    kEnd,
    kNoKey,
    kNoColon,
    kNoValue,
    kNoComma,
    kDepth,
    kSize,
    kFault
  };

  [[nodiscard]] Node& node_of(std::uint32_t number) const;
  Stop read_members(Cursor& cursor);
  Stop read_elements(Cursor& cursor);
  Stop read_key(Cursor& cursor);
  void index_member(const Cursor& cursor);
  Stop read_value(Cursor& cursor);
  Stop read_scalar(Cursor& cursor, Kind kind);
  Stop open(Cursor& cursor, Kind kind);
  Stop close(Cursor& cursor);
  void push(Cursor& cursor, Kind kind, std::size_t begin, std::size_t end);

  /// Any number, `true`, `false` or `null`.
  [[gnu::noinline]] bool read_word(std::uint32_t node, std::size_t begin, std::size_t end);
  void note_if_infinite(std::uint32_t node, std::size_t begin, std::size_t end);
  [[gnu::cold]] bool unescape_string(std::uint32_t node, std::size_t begin, std::size_t end);
  [[gnu::cold]] bool unescape_key(std::uint32_t node, std::size_t begin, std::size_t end);
  bool keep_unescaped(std::uint32_t node, std::size_t begin, std::size_t end);
  void find_escape(std::size_t from);
  void make_slots(std::size_t count);
  /// A slot for a member whose first one is taken.
  [[gnu::noinline]] std::uint32_t free_slot(std::uint32_t object, std::uint32_t member);
  [[gnu::cold]] void mark_duplicates(Node& object);

  bool set_fault(std::size_t at, std::string message);
  SyntaxFault fault(Stop stop, const std::uint32_t* token, Kind container);
  SyntaxFault expected(std::string_view what, const std::uint32_t* token) const;

  Document& document_;
  const std::uint32_t* const first_;
  const std::uint32_t* const last_;
  const ParseLimits& limits_;
  Node* nodes_;
  Document::MemberSlot* slots_;
  std::uint32_t slot_mask_;
  std::uint32_t first_object_;
  std::uint32_t capacity_;   // nodes
  std::size_t size_;         // of the text
  std::size_t next_escape_;  // the first backslash that is not read yet, or size_
  std::size_t levels_left_;
  SyntaxFault fault_;
};

}  // namespace stacmlm::json

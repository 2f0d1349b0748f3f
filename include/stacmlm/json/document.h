// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "stacmlm/json/key_hash.h"
#include "stacmlm/json/text.h"

namespace stacmlm::json {

enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

/// The word for a kind in messages: `null`, `boolean`, `number`, `string`, `array`, `object`.
std::string_view name_of(Kind kind);

/// One value of a document. Nodes stand in document order: a container is followed by its children.
struct Node {
  std::uint32_t begin;       ///< first byte of the value
  std::uint32_t end;         ///< behind its last byte
  std::uint32_t next;        ///< index of the node behind this value and all it holds
  std::uint32_t size;        ///< members (duplicates counted once) or elements
  std::uint32_t key_begin;   ///< first byte of the key, behind its quote
  std::uint32_t key_length;  ///< bytes of the key as written
  std::uint32_t key_hash;    ///< hash_key() of the unescaped key
  Kind kind;
  std::uint8_t flags;
};

class Document;
class Elements;
class Members;
class Value;
class PointerWriter;  // pointer.h

/// A view of one value of a Document, or of nothing (an absent member). Cheap to copy; valid as
/// long as the Document.
class Value {
 public:
  Value() = default;
  Value(const Document* document, const Node* node) : document_(document), node_(node) {}

  [[nodiscard]] bool exists() const { return node_ != nullptr; }
  explicit operator bool() const { return exists(); }
  friend bool operator==(const Value& a, const Value& b) { return a.node_ == b.node_; }

  [[nodiscard]] Kind kind() const { return node_->kind; }
  [[nodiscard]] bool is(Kind kind) const { return node_ != nullptr && node_->kind == kind; }
  [[nodiscard]] bool is_null() const { return is(Kind::kNull); }
  [[nodiscard]] bool is_string() const { return is(Kind::kString); }
  [[nodiscard]] bool is_number() const { return is(Kind::kNumber); }
  [[nodiscard]] bool is_array() const { return is(Kind::kArray); }
  [[nodiscard]] bool is_object() const { return is(Kind::kObject); }
  [[nodiscard]] bool is_boolean() const { return is(Kind::kBoolean); }

  /// The unescaped text. @pre is_string()
  [[nodiscard]] std::string_view string() const;
  /// true or false. @pre is_boolean()
  [[nodiscard]] bool boolean() const;
  /// The nearest double. @pre is_number()
  [[nodiscard]] double number() const;
  /// True for numbers without a fractional part, `1.0` and `1e2` included (JSON Schema draft-07).
  /// @pre is_number()
  [[nodiscard]] bool is_integer() const;
  /// True if this is a string equal to `text`.
  [[nodiscard]] bool equals(std::string_view text) const { return is_string() && string() == text; }

  /// Number of members or elements; 0 for anything else.
  [[nodiscard]] std::size_t size() const { return node_ == nullptr ? 0 : node_->size; }
  /// The elements of an array; none for anything else.
  [[nodiscard]] Elements elements() const;
  /// The members of an object in document order; of equal keys only the last; none for anything
  /// else.
  [[nodiscard]] Members members() const;
  /// The member `key` of an object (the last one of that name), or nothing.
  [[nodiscard]] Value find(std::string_view key) const { return find(Key(key)); }
  [[nodiscard]] Value find(const Key& key) const;
  /// Element `index` of an array, or nothing.
  [[nodiscard]] Value at(std::size_t index) const;

  /// The unescaped key under which this value stands; empty for elements and the root.
  [[nodiscard]] std::string_view key() const;
  [[nodiscard]] bool has_key() const;
  /// The value as it is written.
  [[nodiscard]] std::string_view raw() const;

  [[nodiscard]] const Node& node() const { return *node_; }
  [[nodiscard]] const Document& document() const { return *document_; }

 private:
  const Document* document_ = nullptr;
  const Node* node_ = nullptr;
};

/// Two values are equal as JSON: number by value, members in any order.
bool equal(Value a, Value b);

/// What the reader found besides well-formed JSON.
struct Note {
  enum class Kind { kByteOrderMark, kDuplicateKey, kLoneSurrogate, kNumberRange };
  Kind kind;
  std::uint32_t node;   ///< index of the node
  std::uint32_t begin;  ///< the bytes in question
  std::uint32_t end;
};

/// An ordered JSON document: the text and one Node per value. Nothing of the text is lost: order,
/// number text, duplicates and white space stay. Filled by a Parser. Safe to read from several
/// threads.
class Document {
 public:
  Document() = default;
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;

  /// The root value; nothing before a Parser has filled the document.
  [[nodiscard]] Value root() const& { return count_ == 0 ? Value() : Value(this, nodes_.get()); }
  Value root() const&& = delete;

  [[nodiscard]] std::string_view text() const { return text_.view(); }
  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }
  [[nodiscard]] std::size_t node_count() const { return count_; }
  [[nodiscard]] Value value_at(std::uint32_t node) const& { return {this, &nodes_[node]}; }

 private:
  friend class Value;
  friend class Parser;
  friend class TreeBuilder;
  friend class Elements;
  friend class Members;
  friend class PointerWriter;

  /// A value, and its place among all children of its container.
  struct Child {
    std::uint32_t node;
    std::size_t place;
  };
  /// The child of `container` that is or holds `node`: `from` or one behind it.
  [[nodiscard]] Child child_holding(std::uint32_t container, std::uint32_t node, Child from) const;

  struct UnescapedText {
    std::uint32_t begin;  // where the raw text starts, in the text and in unescaped_bytes_
    std::uint32_t size;
  };
  [[nodiscard]] std::string_view unescaped(std::uint32_t begin) const;

  /// A place in the table of all members of all objects.
  struct MemberSlot {
    std::uint32_t object;  // its number; below first_object_ the slot is free, whatever it held
    std::uint32_t member;
  };
  /// A member stands at most this far behind the place that its object and its hash choose. Objects
  /// with members that find no place there, or with equal hashes, are searched one by one: so texts
  /// made to collide cost no more than their length.
  static constexpr std::uint32_t kMemberProbes = 16;
  static std::uint32_t first_slot(std::uint32_t object, std::uint32_t key_hash) {
    return key_hash + object * 0x9E3779B1U;
  }

  Text text_;
  std::unique_ptr<Node[]> nodes_;
  std::size_t capacity_ = 0;
  std::size_t count_ = 0;
  std::vector<Note> notes_;
  // Of large containers: their children. Made when first asked for.
  using ChildTables = std::map<std::uint32_t, std::vector<std::uint32_t>>;
  mutable std::unique_ptr<ChildTables> child_tables_;
  std::unique_ptr<MemberSlot[]> slots_;  // a power of two, and one more for what finds no place
  std::size_t slot_capacity_ = 0;
  std::uint32_t slot_mask_ = 0;
  // Objects are numbered on from text to text; so the slots of former texts count as free.
  std::uint32_t first_object_ = 1;  // the number of node 0
  std::uint32_t next_object_ = 1;
  std::vector<UnescapedText> unescaped_;  // ordered by begin
  std::unique_ptr<char[]> unescaped_bytes_;
  std::size_t unescaped_capacity_ = 0;
};

namespace node_flags {
inline constexpr std::uint8_t kEscaped = 1;     // the string value holds escapes
inline constexpr std::uint8_t kEscapedKey = 2;  // the key holds escapes
inline constexpr std::uint8_t kShadowed = 4;    // a later member has the same key
inline constexpr std::uint8_t kPlainInteger = 8;
inline constexpr std::uint8_t kTrue = 16;
inline constexpr std::uint8_t kCrowded = 32;  // the object has members that the index lacks
}  // namespace node_flags

/// Iterates over children; see Value::elements() and Value::members().
class Elements {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Value;
    Iterator() = default;
    Iterator(const Document* document, const Node* nodes, const Node* node)
        : document_(document), nodes_(nodes), node_(node) {}
    Value operator*() const { return {document_, node_}; }
    Iterator& operator++() {
      node_ = nodes_ + node_->next;
      return *this;
    }
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.node_ == b.node_; }

   private:
    const Document* document_ = nullptr;
    const Node* nodes_ = nullptr;
    const Node* node_ = nullptr;
  };
  explicit Elements(Value container);
  [[nodiscard]] Iterator begin() const { return {document_, nodes_, first_}; }
  [[nodiscard]] Iterator end() const { return {document_, nodes_, last_}; }

 private:
  const Document* document_ = nullptr;
  const Node* nodes_ = nullptr;
  const Node* first_ = nullptr;
  const Node* last_ = nullptr;
};

class Members {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Value;
    Iterator() = default;
    Iterator(const Document* document, const Node* nodes, const Node* node, const Node* last)
        : document_(document), nodes_(nodes), node_(node), last_(last) {
      skip_shadowed();
    }
    Value operator*() const { return {document_, node_}; }
    Iterator& operator++() {
      node_ = nodes_ + node_->next;
      skip_shadowed();
      return *this;
    }
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.node_ == b.node_; }

   private:
    void skip_shadowed() {
      while (node_ != last_ && (node_->flags & node_flags::kShadowed) != 0)
        node_ = nodes_ + node_->next;
    }
    const Document* document_ = nullptr;
    const Node* nodes_ = nullptr;
    const Node* node_ = nullptr;
    const Node* last_ = nullptr;
  };
  explicit Members(Value container);
  [[nodiscard]] Iterator begin() const { return {document_, nodes_, first_, last_}; }
  [[nodiscard]] Iterator end() const { return {document_, nodes_, last_, last_}; }

 private:
  const Document* document_ = nullptr;
  const Node* nodes_ = nullptr;
  const Node* first_ = nullptr;
  const Node* last_ = nullptr;
};

inline Elements Value::elements() const { return Elements(*this); }
inline Members Value::members() const { return Members(*this); }
inline bool Value::has_key() const { return node_ != nullptr && node_->key_begin != 0; }
inline bool Value::boolean() const { return (node_->flags & node_flags::kTrue) != 0; }
inline std::string_view Value::raw() const {
  return document_->text().substr(node_->begin, node_->end - node_->begin);
}
inline std::string_view Value::string() const {
  if ((node_->flags & node_flags::kEscaped) != 0) return document_->unescaped(node_->begin + 1);
  return document_->text().substr(node_->begin + 1, node_->end - node_->begin - 2);
}
inline std::string_view Value::key() const {
  if ((node_->flags & node_flags::kEscapedKey) != 0) return document_->unescaped(node_->key_begin);
  return document_->text().substr(node_->key_begin, node_->key_length);
}
inline Elements::Elements(Value container) {
  if (!container.is_array()) return;
  const Node& node = container.node();
  document_ = &container.document();
  nodes_ = document_->nodes_.get();
  first_ = &node + 1;
  last_ = nodes_ + node.next;
}
inline Members::Members(Value container) {
  if (!container.is_object()) return;
  const Node& node = container.node();
  document_ = &container.document();
  nodes_ = document_->nodes_.get();
  first_ = &node + 1;
  last_ = nodes_ + node.next;
}

}  // namespace stacmlm::json

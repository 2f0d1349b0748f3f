// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::json {

class Draft;

/// One value of a Draft. Keeps its address as long as the Draft, also after it was removed.
class DraftNode {
 public:
  [[nodiscard]] Kind kind() const { return value_.kind(); }
  [[nodiscard]] bool is_object() const { return value_.is_object(); }
  [[nodiscard]] bool is_array() const { return value_.is_array(); }
  [[nodiscard]] bool is_string() const { return value_.is_string(); }
  [[nodiscard]] bool is_number() const { return value_.is_number(); }
  [[nodiscard]] bool is_null() const { return value_.is_null(); }
  [[nodiscard]] bool equals(std::string_view text) const { return value_.equals(text); }
  /// @pre is_string()
  [[nodiscard]] std::string_view string() const { return value_.string(); }
  /// The value without what was changed inside it since: for strings, numbers and the like.
  [[nodiscard]] Value value() const { return value_; }

  /// The key under which it stands now; empty for elements and the root.
  [[nodiscard]] std::string_view key() const { return key_; }
  /// The container around it; null for the root and for what was removed.
  [[nodiscard]] DraftNode* parent() const { return parent_; }
  /// Members or elements as they are now; of equal keys only the last.
  [[nodiscard]] const std::vector<DraftNode*>& children();
  /// The member `key` of an object, or null.
  [[nodiscard]] DraftNode* find(std::string_view key);
  /// Element `index` of an array, or null.
  [[nodiscard]] DraftNode* at(std::size_t index);
  [[nodiscard]] std::size_t size() { return children().size(); }

  /// Still part of the document.
  [[nodiscard]] bool is_attached() const;
  /// The JSON Pointer to where it stands now. @pre is_attached()
  [[nodiscard]] std::string pointer() const;
  /// The JSON Pointer to where it stood in the text that was read; nothing for what was added.
  [[nodiscard]] std::optional<std::string> origin() const;
  /// Its JSON text as it is now.
  [[nodiscard]] std::string text() const;

 private:
  friend class Draft;
  friend class DraftText;

  Draft* draft_ = nullptr;
  Value value_;  // the content; its children are nodes once they were asked for
  Value slot_;   // the bytes that it takes in the container it was read in; none: it was added
  std::string_view key_;
  DraftNode* parent_ = nullptr;
  DraftNode* read_in_ = nullptr;  // the container that it was read in
  std::size_t read_at_ = 0;       // and its index there
  bool is_original_ = false;      // of the text that was read
  bool is_in_place_ = false;      // still where it was read
  bool is_shadowed_ = false;      // a later member has the same key
  bool is_renamed_ = false;
  bool is_changed_ = false;  // this or something inside
  bool has_children_ = false;
  std::vector<DraftNode*> children_;  // as they are now
  std::vector<DraftNode*> read_;      // as they were read, shadowed ones too
};

/// A document under change. Every change is an operation of a JSON Patch; in text() every byte
/// outside the changed places is as it was. Each change costs what it touches, not the document.
/// For one thread.
///
/// ```cpp
/// json::Draft draft(document);
/// json::DraftNode* size = draft.root().find("size");
/// draft.rename(*size, "mlm:memory_size");
/// draft.set(draft.root(), "mlm:tasks", R"(["regression"])");
/// use(draft.text(), draft.patch());
/// ```
class Draft {
 public:
  /// The document must stay as long as the draft. @pre it has a root
  explicit Draft(const Document& document);
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  [[nodiscard]] DraftNode& root() { return *root_; }

  // Texts given are JSON texts. @pre they can be read
  /// Replaces the value; the node stays the same.
  void replace(DraftNode& node, std::string_view json);
  /// Replaces the member `key`, or adds it at the end.
  DraftNode& set(DraftNode& object, std::string_view key, std::string_view json);
  DraftNode& append(DraftNode& array, std::string_view json);
  /// @pre index <= array.size()
  DraftNode& insert(DraftNode& array, std::size_t index, std::string_view json);
  /// @pre `node` is not the root
  void remove(DraftNode& node);
  /// Gives a member another key in its place; a member that had that key goes.
  void rename(DraftNode& member, std::string_view key);
  /// Makes `node` the member `key` of `object`, at the end or in place of the one that has that
  /// key.
  /// @pre `object` is not inside `node`
  void move(DraftNode& node, DraftNode& object, std::string_view key);

  [[nodiscard]] bool is_changed() const { return !patch_.empty(); }
  /// What was done, in order.
  [[nodiscard]] const std::vector<PatchOperation>& patch() const { return patch_; }
  /// The document as it is now, in the layout that it had.
  [[nodiscard]] std::string text() const;

 private:
  friend class DraftNode;

  DraftNode& make_node(Value value);
  void read_children(DraftNode& container);
  Value keep(std::string_view json);
  std::string_view keep_key(std::string_view key);
  DraftNode& place(DraftNode& container, std::size_t index, std::string_view key, DraftNode& node);
  void take_out(DraftNode& node);
  static void mark_changed(DraftNode* node);

  const Document* document_;
  Parser parser_;
  std::deque<DraftNode> nodes_;
  std::deque<Document> added_;  // the texts that came in
  std::deque<std::string> keys_;
  std::vector<PatchOperation> patch_;
  DraftNode* root_ = nullptr;
};

}  // namespace stacmlm::json

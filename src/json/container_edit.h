// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "json/text_edit.h"
#include "stacmlm/json/document.h"

namespace stacmlm::json {

/// Changes to the members or elements of one container. What comes in takes over the layout of
/// what stands there: separators, indentation, the space behind a colon.
class ContainerEdit {
 public:
  explicit ContainerEdit(Value container);

  /// Members or elements in document order, those with a later twin included.
  [[nodiscard]] const std::vector<Value>& children() const { return children_; }

  void remove(std::size_t child);
  void append_member(std::string_view key, const Fragment& value);
  void append_element(const Fragment& value);
  /// @pre index < children().size()
  void insert_element(std::size_t index, const Fragment& value);

  /// Adds what was asked for to `edits`.
  void write(std::vector<TextEdit>& edits) const;

 private:
  [[nodiscard]] std::string_view text(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] std::string_view gap(std::size_t child) const;
  [[nodiscard]] std::string_view colon() const;
  [[nodiscard]] std::string separator() const;
  [[nodiscard]] std::string_view child_indent() const;
  void choose_layout();
  void append(std::string_view head, const Fragment& value);
  void write_removals(std::vector<TextEdit>& edits) const;
  void write_additions(std::vector<TextEdit>& edits) const;

  Value container_;
  std::vector<Value> children_;
  std::vector<bool> removed_;
  std::vector<std::string> added_;
  std::vector<TextEdit> inserted_;
  std::string line_;  // what starts the line of a child of a container that was empty; or nothing
  std::string last_line_;  // and of its closing bracket
};

}  // namespace stacmlm::json

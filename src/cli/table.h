// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::cli {

/// `text` in lines of at most `width` columns, each behind `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

/// Rows of cells in aligned columns, safe for a terminal. Columns without content are left out.
class Table {
 public:
  using Row = std::vector<std::string>;
  explicit Table(Row head) : rows_{std::move(head)} {}

  void add(Row row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] std::string text(std::size_t indent) const;

 private:
  std::vector<Row> rows_;  // the first is the head
};

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include <algorithm>

#include "diag/visible.h"

namespace stacmlm::cli {

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  const std::string safe = diag::visible(text);
  std::string_view rest = safe;
  std::string out;
  std::size_t column = 0;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const std::size_t size = diag::width_of(word);
    if (column > 0 && column + 1 + size > width) {
      out += '\n';
      column = 0;
    }
    if (column == 0) {
      out += std::string(indent, ' ');
      column = indent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += size;
  }
  return out + '\n';
}

std::string Table::text(std::size_t indent) const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (std::size_t i = 1; i < rows_.size(); ++i) {
    for (std::size_t k = 0; k < widths.size(); ++k) {
      widths[k] = std::max(widths[k], diag::width_of(rows_[i][k]));
    }
  }
  for (std::size_t k = 0; k < widths.size(); ++k) {
    if (widths[k] > 0) widths[k] = std::max(widths[k], diag::width_of(rows_.front()[k]));
  }
  std::string out;
  for (const Row& row : rows_) {
    std::string line(indent, ' ');
    for (std::size_t k = 0; k < widths.size(); ++k) {
      if (widths[k] == 0) continue;
      line += diag::visible(row[k]);
      line += std::string(widths[k] - diag::width_of(row[k]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

}  // namespace stacmlm::cli

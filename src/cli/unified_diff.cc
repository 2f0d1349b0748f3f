// SPDX-License-Identifier: Apache-2.0
#include "cli/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace stacmlm::cli {
namespace {

using Lines = std::vector<std::string_view>;

// More differing lines than this are shown as one block; the search takes its square of memory.
constexpr std::ptrdiff_t kMostDifferences = 2000;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    const std::size_t size = newline == std::string_view::npos ? text.size() : newline + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// Old lines [begin, end) become new lines [new_begin, new_end).
struct Change {
  std::size_t begin, end, new_begin, new_end;
};

// The shortest edit script (E. Myers, 1986): for each number of differences, the furthest old line
// that each diagonal reaches. Empty if there are too many.
std::vector<std::vector<std::ptrdiff_t>> reach(const Lines& a, const Lines& b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  std::vector<std::vector<std::ptrdiff_t>> rows;
  for (std::ptrdiff_t d = 0; d <= kMostDifferences; ++d) {
    std::vector<std::ptrdiff_t> row(static_cast<std::size_t>(2 * d + 1), -1);
    const auto before = [&](std::ptrdiff_t k) {
      if (d == 0 || k < -(d - 1) || k > d - 1) return std::ptrdiff_t{-1};
      return rows.back()[static_cast<std::size_t>(k + d - 1)];
    };
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      std::ptrdiff_t x = d == 0 ? 0 : std::max(before(k - 1) + 1, before(k + 1));
      while (x < n && x - k < m &&
             a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)])
        ++x;
      row[static_cast<std::size_t>(k + d)] = x;
      if (x >= n && x - k >= m) {
        rows.push_back(std::move(row));
        return rows;
      }
    }
    rows.push_back(std::move(row));
  }
  return {};
}

std::vector<Change> changes_between(const Lines& a, const Lines& b) {
  const auto rows = reach(a, b);
  if (rows.empty()) return {{0, a.size(), 0, b.size()}};
  std::vector<Change> changes;  // from the last to the first
  auto x = static_cast<std::ptrdiff_t>(a.size());
  auto y = static_cast<std::ptrdiff_t>(b.size());
  for (auto d = static_cast<std::ptrdiff_t>(rows.size()) - 1; d > 0; --d) {
    const auto& row = rows[static_cast<std::size_t>(d - 1)];
    const auto at = [&](std::ptrdiff_t k) {
      return k < -(d - 1) || k > d - 1 ? std::ptrdiff_t{-1}
                                       : row[static_cast<std::size_t>(k + d - 1)];
    };
    const std::ptrdiff_t k = x - y;
    const bool is_removal = at(k - 1) + 1 > at(k + 1) || (at(k - 1) + 1 == at(k + 1) && k != -d);
    const std::ptrdiff_t from = is_removal ? at(k - 1) : at(k + 1);
    x = from;
    y = from - (is_removal ? k - 1 : k + 1);
    const auto old_line = static_cast<std::size_t>(x);
    const auto new_line = static_cast<std::size_t>(y);
    Change change{old_line, old_line + (is_removal ? 1 : 0), new_line,
                  new_line + (is_removal ? 0 : 1)};
    if (!changes.empty() && changes.back().begin == change.end &&
        changes.back().new_begin == change.new_end) {
      change.end = changes.back().end;
      change.new_end = changes.back().new_end;
      changes.pop_back();
    }
    changes.push_back(change);
  }
  std::ranges::reverse(changes);
  return changes;
}

void add_lines(std::string& out, char mark, const Lines& lines, std::size_t begin,
               std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    out += mark;
    out += lines[i];
    if (!lines[i].ends_with('\n')) out += "\n\\ No newline at end of file\n";
  }
}

std::string range(std::size_t begin, std::size_t size, std::size_t first_line) {
  const std::size_t line = begin + first_line - (size == 0 ? 1 : 0);
  return size == 1 ? fmt::format("{}", line) : fmt::format("{},{}", line, size);
}

}  // namespace

std::string diff_header(std::string_view path) {
  return fmt::format("--- {}\n+++ {}\n", path, path);
}

std::string diff_hunks(std::string_view before, std::string_view after, std::size_t context,
                       std::size_t first_line) {
  const Lines a = lines_of(before);
  const Lines b = lines_of(after);
  const std::vector<Change> changes = changes_between(a, b);
  std::string out;
  for (std::size_t i = 0; i < changes.size();) {
    std::size_t last = i;
    while (last + 1 < changes.size() &&
           changes[last + 1].begin - changes[last].end <= 2 * context) {
      ++last;
    }
    const std::size_t lead = std::min(context, changes[i].begin);
    const std::size_t begin = changes[i].begin - lead;
    const std::size_t end = std::min(changes[last].end + context, a.size());
    const std::size_t new_begin = changes[i].new_begin - lead;
    const std::size_t new_end = changes[last].new_end + (end - changes[last].end);
    out += fmt::format("@@ -{} +{} @@\n", range(begin, end - begin, first_line),
                       range(new_begin, new_end - new_begin, first_line));
    std::size_t at = begin;
    for (; i <= last; ++i) {
      add_lines(out, ' ', a, at, changes[i].begin);
      add_lines(out, '-', a, changes[i].begin, changes[i].end);
      add_lines(out, '+', b, changes[i].new_begin, changes[i].new_end);
      at = changes[i].end;
    }
    add_lines(out, ' ', a, at, end);
  }
  return out;
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "author/format/layout.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace stacmlm::author {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kIndent = 2;
// Lists of what is wider stand one below the other.
constexpr std::size_t kPackedColumns = 20;

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// The key as it is written, with its quotes.
std::string_view raw_key(json::Value member) {
  const json::Node& node = member.node();
  return member.document().text().substr(node.key_begin - 1, std::size_t{node.key_length} + 2);
}

bool is_container(json::Value value) { return value.is_array() || value.is_object(); }
bool is_empty(json::Value value) { return is_container(value) && value.size() == 0; }
bool is_plain(json::Value value) { return !is_container(value) || value.size() == 0; }

/// Scalars in a row, or one such row in an array of its own: `[1, 2]`, `[[-180, -90, 180, 90]]`.
bool is_row(json::Value value) {
  while (value.is_array() && value.size() == 1) value = value.at(0);
  return is_plain(value) || (value.is_array() && std::ranges::all_of(value.elements(), is_plain));
}

/// An object that makes a row of a table: no objects in it, and of arrays only rows.
bool is_table_row(json::Value value) {
  return value.is_object() && std::ranges::all_of(value.members(), is_row);
}

class Writer {
 public:
  /// `few_lines`: objects that fit on one line have no more.
  explicit Writer(bool few_lines = false) : few_lines_(few_lines) {}

  std::string text;

  void value(json::Value value, const Described& described, std::size_t indent);
  void on_one_line(json::Value value, const Described& described);

 private:
  void object(json::Value object, const Described& described, std::size_t indent);
  void array(json::Value array, const Described& described, std::size_t indent);
  void packed(json::Value array, std::size_t indent);
  void new_line(std::size_t indent) {
    text += '\n';
    text.append(indent, ' ');
  }
  /// Columns of the line that is being written.
  [[nodiscard]] std::size_t column() const {
    return columns(std::string_view(text).substr(text.rfind('\n') + 1));
  }
  [[nodiscard]] static bool fits(json::Value value, std::size_t at);

  bool few_lines_;
};

/// The columns of `value` on one line; more than `limit` if they are more.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
std::size_t width(json::Value value, std::size_t limit) {
  if (!is_container(value)) return columns(value.raw().substr(0, (limit + 1) * 4));
  constexpr std::size_t kBetween = 2;  // `: `, `, `, the brackets
  std::size_t sum = value.size() > 0 ? value.size() * kBetween : kBetween;
  for (const json::Value element : value.elements()) {
    if (sum > limit) return sum;
    sum += width(element, limit - sum);
  }
  for (const json::Value member : value.members()) {
    if (sum > limit) return sum;
    sum += columns(raw_key(member)) + kBetween;
    if (sum <= limit) sum += width(member, limit - sum);
  }
  return sum;
}

bool Writer::fits(json::Value value, std::size_t at) {
  const std::size_t room = kColumns - std::min(kColumns, at + 1);  // one for the comma
  return width(value, room) <= room;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void Writer::on_one_line(json::Value value, const Described& described) {
  if (!is_container(value) || is_empty(value)) {
    text += is_empty(value) ? (value.is_array() ? "[]" : "{}") : value.raw();
    return;
  }
  std::string_view before = "";
  if (value.is_array()) {
    text += '[';
    for (const json::Value element : value.elements()) {
      text += std::exchange(before, ", ");
      on_one_line(element, described.element(element));
    }
    text += ']';
    return;
  }
  text += '{';
  for (const json::Value member : in_order(value, described)) {
    text += std::exchange(before, ", ");
    text.append(raw_key(member)).append(": ");
    on_one_line(member, described.member(member));
  }
  text += '}';
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void Writer::value(json::Value value, const Described& described, std::size_t indent) {
  if (is_plain(value) || (few_lines_ && fits(value, column()))) {
    return on_one_line(value, described);
  }
  if (value.is_object()) return object(value, described, indent);
  array(value, described, indent);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void Writer::object(json::Value object, const Described& described, std::size_t indent) {
  char before = '{';
  for (const json::Value member : in_order(object, described)) {
    text += std::exchange(before, ',');
    new_line(indent + kIndent);
    text.append(raw_key(member)).append(": ");
    value(member, described.member(member), indent + kIndent);
  }
  new_line(indent);
  text += '}';
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void Writer::array(json::Value array, const Described& described, std::size_t indent) {
  if (is_row(array) && fits(array, column())) return on_one_line(array, described);
  const auto elements = array.elements();
  const auto is_narrow = [](json::Value element) {
    return is_plain(element) && width(element, kPackedColumns) <= kPackedColumns;
  };
  if (std::ranges::all_of(elements, is_narrow)) return packed(array, indent);
  const bool is_table = std::ranges::all_of(elements, [&](json::Value element) {
    return is_table_row(element) && fits(element, indent + kIndent);
  });
  char before = '[';
  for (const json::Value element : elements) {
    text += std::exchange(before, ',');
    new_line(indent + kIndent);
    if (is_table) {
      on_one_line(element, described.element(element));
    } else {
      value(element, described.element(element), indent + kIndent);
    }
  }
  new_line(indent);
  text += ']';
}

/// As many on a line as fit.
void Writer::packed(json::Value array, std::size_t indent) {
  char before = '[';
  std::size_t at = kColumns;
  for (const json::Value element : array.elements()) {
    text += std::exchange(before, ',');
    const std::size_t needed = width(element, kPackedColumns) + 2;  // the blank before, the comma
    if (at + needed > kColumns) {
      new_line(indent + kIndent);
      at = indent + kIndent;
    } else {
      text += ' ';
      ++at;
    }
    on_one_line(element, {});
    at += needed - 1;
  }
  new_line(indent);
  text += ']';
}

}  // namespace

std::string in_lines(json::Value value, const Described& described) {
  Writer writer;
  writer.value(value, described, 0);
  return std::move(writer.text);
}

std::string on_one_line(json::Value value, const Described& described) {
  Writer writer;
  writer.on_one_line(value, described);
  return std::move(writer.text);
}

std::string in_few_lines(json::Value value) {
  Writer writer(true);
  writer.value(value, {}, 0);
  return std::move(writer.text);
}

}  // namespace stacmlm::author

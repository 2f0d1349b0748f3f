// SPDX-License-Identifier: Apache-2.0
#include "json/text_edit.h"

#include <algorithm>
#include <utility>

namespace stacmlm::json {
namespace {

bool is_line_end(char c) { return c == '\n' || c == '\r'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

std::string apply_edits(std::string_view text, std::uint32_t begin, std::uint32_t end,
                        std::vector<TextEdit> edits) {
  std::ranges::sort(edits, {}, [](const TextEdit& e) { return std::pair(e.begin, e.end); });
  std::string out;
  out.reserve(end - begin);
  for (const TextEdit& edit : edits) {
    out += text.substr(begin, edit.begin - begin);
    out += edit.text;
    begin = edit.end;
  }
  out += text.substr(begin, end - begin);
  return out;
}

Fragment fragment_of(Value value) {
  const std::string_view raw = value.raw();
  // On one line there is nothing to indent anew.
  if (!has_line_break(raw)) return {std::string(raw), {}};
  return {std::string(raw), std::string(indent_at(value.document().text(), value.node().begin))};
}

std::string indented(const Fragment& fragment, std::string_view indent) {
  const std::string_view text = fragment.text;
  if (fragment.indent == indent || !has_line_break(text)) return fragment.text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    // A line break is never inside a string, so what follows it is indentation.
    const bool line_starts =
        text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n'));
    if (!line_starts || !text.substr(i + 1).starts_with(fragment.indent)) continue;
    out += indent;
    i += fragment.indent.size();
  }
  return out;
}

std::string_view indent_at(std::string_view text, std::uint32_t offset) {
  // Nobody indents a line this long, and looking for its start at every change would not end.
  constexpr std::size_t kLongLine = 1000;
  const std::size_t least = offset - std::min<std::size_t>(offset, kLongLine);
  std::size_t begin = offset;
  while (begin > least && !is_line_end(text[begin - 1])) --begin;
  if (begin == least && least > 0) return {};
  std::size_t end = begin;
  while (end < text.size() && is_blank(text[end])) ++end;
  return text.substr(begin, end - begin);
}

std::uint32_t line_break_before(std::string_view text, std::uint32_t offset) {
  std::uint32_t at = offset;
  while (at > 0 && is_blank(text[at - 1])) --at;
  if (at == 0 || !is_line_end(text[at - 1])) return offset;
  --at;
  return at > 0 && text[at] == '\n' && text[at - 1] == '\r' ? at - 1 : at;
}

bool has_line_break(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos;
}

TextEdit replace_value(Value value, const Fragment& fragment) {
  const Node& node = value.node();
  return {node.begin, node.end, indented(fragment, indent_at(value.document().text(), node.begin))};
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void replace_in_layout(Value value, Value next, std::vector<TextEdit>& edits) {
  if (value.is_array() && next.is_array() && value.size() == next.size()) {
    auto element = next.elements().begin();
    for (const Value old : value.elements()) replace_in_layout(old, *element++, edits);
  } else if (value.raw() != next.raw()) {
    edits.push_back(replace_value(value, fragment_of(next)));
  }
}

}  // namespace stacmlm::json

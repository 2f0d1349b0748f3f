// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::json {

/// The bytes [begin, end) of a text become `text`.
struct TextEdit {
  std::uint32_t begin;
  std::uint32_t end;
  std::string text;
};

/// The bytes [begin, end) of `text` after edits that lie inside and do not overlap.
std::string apply_edits(std::string_view text, std::uint32_t begin, std::uint32_t end,
                        std::vector<TextEdit> edits);

/// A JSON text to be put somewhere, and the indentation of the line that it starts on.
struct Fragment {
  std::string text;
  std::string indent;
};

/// The value as a Fragment.
Fragment fragment_of(Value value);

/// The fragment's text for a line that is indented by `indent`.
std::string indented(const Fragment& fragment, std::string_view indent);

/// The white space that starts the line of the byte at `offset`.
std::string_view indent_at(std::string_view text, std::uint32_t offset);

/// Where the white space before `offset` breaks the line; `offset` itself if it does not.
std::uint32_t line_break_before(std::string_view text, std::uint32_t offset);

bool has_line_break(std::string_view text);

/// The edit that puts `fragment` in place of `value`.
TextEdit replace_value(Value value, const Fragment& fragment);

/// Adds to `edits` what puts `next` in place of `value`. Where both are arrays of one length the
/// white space and the elements that are written alike stay.
void replace_in_layout(Value value, Value next, std::vector<TextEdit>& edits);

}  // namespace stacmlm::json

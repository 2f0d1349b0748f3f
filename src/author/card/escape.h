// SPDX-License-Identifier: Apache-2.0
// Texts of a document inside a page: each shows what the document says, and none is read as markup.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::author {

/// On one line: white space becomes blanks, other control characters and those that turn the
/// direction of writing become visible.
std::string one_line(std::string_view text);

/// For the content of an HTML or SVG element and for attributes in double quotes.
std::string html_text(std::string_view text);

/// For a paragraph, list entry or table cell.
std::string markdown_text(std::string_view text);
/// A code span; also for table cells.
std::string markdown_code(std::string_view text, bool in_table);
/// A fenced block; the lines stay.
std::string markdown_block(std::string_view language, std::string_view text);
/// `[text](href)`, or the text and the href as code where nobody may follow it.
std::string markdown_link(std::string_view text, std::string_view href);

/// A YAML scalar on one line.
std::string yaml_text(std::string_view text);

/// One word of a shell command.
std::string shell_word(std::string_view text);

/// The href if a reader may follow it: http or https, with all that has a meaning in markup
/// percent-encoded but `&`. Nothing for other schemes, and for relative ones: a page lies
/// elsewhere.
std::optional<std::string> web_address(std::string_view href);

}  // namespace stacmlm::author

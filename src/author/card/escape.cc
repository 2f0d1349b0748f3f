// SPDX-License-Identifier: Apache-2.0
#include "author/card/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diag/visible.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_digit(c) || is_letter(c); }

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// Bytes that would start a heading, a list or a rule at the beginning of a line: the position of
/// the byte to mark, or npos.
std::size_t block_mark(std::string_view text) {
  if (text.empty()) return std::string_view::npos;
  const char first = text.front();
  const bool is_bullet = first == '-' || first == '+' || first == '=';
  if (is_bullet && (text.size() == 1 || text[1] == ' ' || text[1] == first)) return 0;
  if (first == '#') return 0;
  const auto digits =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  const bool is_number = digits > 0 && digits < text.size();
  const bool is_listed = is_number && (text[digits] == '.' || text[digits] == ')') &&
                         (digits + 1 == text.size() || text[digits + 1] == ' ');
  return is_listed ? digits : std::string_view::npos;
}

/// The longest run of backticks.
std::size_t longest_ticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

std::string with_escaped_pipes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

/// A word that every YAML reader takes for a text.
bool is_plain_yaml(std::string_view text) {
  if (text.size() < 3 || !is_letter(text.front()) || !is_word(text.back())) return false;
  constexpr std::array<std::string_view, 6> kOthers = {"true", "false", "null",
                                                       "yes",  "off",   "nan"};
  return std::ranges::all_of(text, [](char c) { return is_word(c) || c == '-' || c == '.'; }) &&
         std::ranges::none_of(kOthers, [&](std::string_view other) {
           return std::ranges::equal(text, other, [](char a, char b) { return (a | 0x20) == b; });
         });
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string blanks(text);
  std::ranges::replace_if(
      blanks, [](char c) { return c == '\n' || c == '\r' || c == '\t' || c == '\f'; }, ' ');
  return diag::visible(blanks);
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string markdown_text(std::string_view text) {
  const std::string line = trimmed(one_line(text));
  const std::size_t mark = block_mark(line);
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_inside_word =
        c == '_' && i > 0 && i + 1 < line.size() && is_word(line[i - 1]) && is_word(line[i + 1]);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      const bool is_markup = std::string_view("\\`*_[]~|$").find(c) != std::string_view::npos;
      if (i == mark || (is_markup && !is_inside_word)) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string markdown_code(std::string_view text, bool in_table) {
  std::string line = trimmed(one_line(text));
  if (line.empty()) return {};
  const std::string ticks(longest_ticks(line) + 1, '`');
  if (line.front() == '`' || line.back() == '`') line = " " + line + " ";
  return ticks + (in_table ? with_escaped_pipes(line) : line) + ticks;
}

std::string markdown_block(std::string_view language, std::string_view text) {
  const std::string fence(std::max<std::size_t>(3, longest_ticks(text) + 1), '`');
  return fmt::format("{}{}\n{}\n{}\n", fence, language, text, fence);
}

std::string markdown_link(std::string_view text, std::string_view href) {
  const auto address = web_address(href);
  if (!address) {
    return text == href || href.empty()
               ? markdown_text(text)
               : fmt::format("{} ({})", markdown_text(text), markdown_code(href, true));
  }
  std::string target;
  for (const char c : *address) target += c == '&' ? std::string("&amp;") : std::string(1, c);
  return fmt::format("[{}](<{}>)", markdown_text(text), target);
}

std::string yaml_text(std::string_view text) {
  const std::string line = trimmed(one_line(text));
  return is_plain_yaml(line) ? line : json::quote(line);
}

std::string shell_word(std::string_view text) {
  std::string line = one_line(text);
  const auto is_safe = [](char c) {
    return is_word(c) || std::string_view("_./:@%+=,-").find(c) != std::string_view::npos;
  };
  if (!line.empty() && line.front() != '-' && std::ranges::all_of(line, is_safe)) return line;
  std::string out = "'";
  for (const char c : line) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::optional<std::string> web_address(std::string_view href) {
  const std::size_t colon = href.find("://");
  const std::string_view scheme = href.substr(0, std::min(colon, href.size()));
  const auto is_scheme = [&](std::string_view wanted) {
    return std::ranges::equal(scheme, wanted, [](char a, char b) { return (a | 0x20) == b; });
  };
  if (!is_scheme("http") && !is_scheme("https")) return std::nullopt;
  std::string out;
  for (const char c : href) {
    const bool is_kept =
        is_word(c) || std::string_view("-._~:/?#@!$&*+,;=%").find(c) != std::string_view::npos;
    out += is_kept ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/mlm/patterns.h"

#include <algorithm>
#include <string_view>

#include "stacmlm/stac/character_set.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::mlm {
namespace {

using stac::CharacterSet;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || is_digit(c); }

/// Takes the digits off the front; returns how many.
std::size_t skip_digits(std::string_view& text) {
  const std::size_t count = std::find_if_not(text.begin(), text.end(), is_digit) - text.begin();
  text.remove_prefix(count);
  return count;
}

bool skip(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool is_model_name(std::string_view text) {
  if (text.size() < 3 || !is_letter(text.front()) || !is_word(text.back())) return false;
  text = text.substr(1, text.size() - 2);
  static constexpr CharacterSet kInside("a-zA-Z0-9_. -");
  while (!text.empty()) {
    if (kInside.has(text.front())) {
      text.remove_prefix(1);
    } else if (!stac::skip_ecma_space(text)) {
      return false;
    }
  }
  return true;
}

bool is_margin(char c) { return c == '.' || c == '_' || c == '-'; }

/// True if `.` would not match somewhere in the text.
bool has_line_end(std::string_view text) {
  return text.find_first_of("\n\r") != std::string_view::npos ||
         text.find("\xE2\x80\xA8") != std::string_view::npos ||
         text.find("\xE2\x80\xA9") != std::string_view::npos;
}

bool ends_in_space(std::string_view text) {
  for (std::size_t size = 1; size <= 3 && size <= text.size(); ++size) {
    std::string_view tail = text.substr(text.size() - size);
    if (stac::skip_ecma_space(tail) && tail.empty()) return true;
  }
  return false;
}

bool is_framework_name(std::string_view text) {
  if (text.empty() || is_margin(text.front()) || is_margin(text.back()) || has_line_end(text))
    return false;
  std::string_view start = text;
  return !stac::skip_ecma_space(start) && !ends_in_space(text);
}

/// A number without leading zeros.
bool skip_plain_number(std::string_view& text) {
  const bool zero = text.starts_with('0');
  const std::size_t count = skip_digits(text);
  return count == 1 || (count > 1 && !zero);
}

/// Identifiers of letters, digits and hyphens, separated by dots; numeric ones of a pre-release
/// have no leading zero.
bool are_identifiers(std::string_view text, bool pre_release) {
  for (;;) {
    const std::size_t end = std::min(text.find('.'), text.size());
    const std::string_view identifier = text.substr(0, end);
    if (identifier.empty()) return false;
    if (!std::ranges::all_of(identifier, [](char c) { return is_word(c) || c == '-'; }))
      return false;
    const bool numeric = std::ranges::all_of(identifier, is_digit);
    if (pre_release && numeric && identifier.size() > 1 && identifier.front() == '0') return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_semantic_version(std::string_view text) {
  if (!skip_plain_number(text) || !skip(text, ".") || !skip_plain_number(text) ||
      !skip(text, ".") || !skip_plain_number(text)) {
    return false;
  }
  const std::size_t plus = text.find('+');
  if (plus != std::string_view::npos) {
    if (!are_identifiers(text.substr(plus + 1), false)) return false;
    text = text.substr(0, plus);
  }
  return text.empty() || (text.front() == '-' && are_identifiers(text.substr(1), true));
}

bool is_dimension_name(std::string_view text) {
  static constexpr CharacterSet kCharacters("a-z_-");
  return !text.empty() && kCharacters.has_all(text);
}

bool is_hyperparameter_name(std::string_view text) {
  static constexpr CharacterSet kCharacters("0-9a-zA-Z_.-");
  return !text.empty() && kCharacters.has_all(text);
}

/// `1.` a number from 1 on `.` a number, anywhere in the text.
bool has_core_since_1_1(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(1)) {
    std::string_view rest = text;
    if (skip(rest, "1.") && !rest.starts_with('0') && skip_digits(rest) > 0 && skip(rest, ".") &&
        skip_digits(rest) > 0) {
      return true;
    }
  }
  return false;
}

/// `prefix`, two numbers with a dot before each, and the file name, anywhere in the text.
bool has_uri(std::string_view text, std::string_view prefix) {
  constexpr std::size_t kShortestRest = std::string_view(".0.0/schema.json").size();
  if (text.size() < prefix.size() + kShortestRest) return false;
  for (std::size_t at = text.find(prefix); at != std::string_view::npos;
       at = text.find(prefix, at + 1)) {
    std::string_view rest = text.substr(at + prefix.size());
    if (skip(rest, ".") && skip_digits(rest) > 0 && skip(rest, ".") && skip_digits(rest) > 0 &&
        skip(rest, "/schema.json")) {
      return true;
    }
  }
  return false;
}

}  // namespace

const json::Pattern kModelName{
    R"(^[a-zA-Z][a-zA-Z0-9_.\-\s]+[a-zA-Z0-9]$)",
    "at least three of ASCII letters, digits, `_`, `.`, `-` and spaces, a letter first, a "
    "letter or digit last",
    &is_model_name};
const json::Pattern kFrameworkName{
    R"(^(?=[^\s._\-]).*[^\s._\-]$)",
    "one line that neither starts nor ends with a space, `.`, `_` or `-`", &is_framework_name};
const json::Pattern kSemanticVersion{
    R"(^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$)",
    "a semantic version of three numbers, such as `2.1.0`", &is_semantic_version};
const json::Pattern kDimensionName{"^[a-z-_]+$", "lower-case letters, `-` and `_`",
                                   &is_dimension_name};
const json::Pattern kHyperparameterName{"^[0-9a-zA-Z_.-]+$", "letters, digits, `_`, `.` and `-`",
                                        &is_hyperparameter_name};
const json::Pattern kCoreSince1_1{R"(1\.[1-9][0-9]*\.[0-9]+(-.*)?)", "a STAC version from 1.1.0 on",
                                  &has_core_since_1_1};
const json::Pattern kEoV1Uri{
    R"(https://stac-extensions\.github\.io/eo/v1(\.[0-9]+){2}/schema\.json)", "the URI of eo 1.x.x",
    [](std::string_view text) { return has_uri(text, "https://stac-extensions.github.io/eo/v1"); }};
const json::Pattern kRasterV1Uri{
    R"(https://stac-extensions\.github\.io/raster/v1(\.[0-9]+){2}/schema\.json)",
    "the URI of raster 1.x.x", [](std::string_view text) {
      return has_uri(text, "https://stac-extensions.github.io/raster/v1");
    }};
const json::Pattern kDatacubeV2Uri{
    R"(https://stac-extensions\.github\.io/datacube/v2(\.[0-9]+){2}/schema\.json)",
    "the URI of datacube 2.x.x", [](std::string_view text) {
      return has_uri(text, "https://stac-extensions.github.io/datacube/v2");
    }};

}  // namespace stacmlm::mlm

// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/bounded_pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace stacmlm::rules {
namespace {

constexpr std::size_t kMaxExpression = 1000;
constexpr std::size_t kMaxStates = 4000;
constexpr std::size_t kMaxNesting = 40;

/// The code points of well-formed UTF-8.
std::wstring code_points(std::string_view text) {
  std::wstring points;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const auto more = static_cast<wchar_t>(byte & 0x3FU);
    if (byte < 0x80) {
      points += static_cast<wchar_t>(byte);
    } else if (byte >= 0xC0) {
      points += static_cast<wchar_t>(byte & (byte >= 0xF0 ? 0x07U : byte >= 0xE0 ? 0x0FU : 0x1FU));
    } else if (!points.empty()) {
      points.back() = points.back() * 64 + more;
    }
  }
  return points;
}

/// The larger number of `{2}`, `{2,}` or `{2,5}` that begins `text`; moves past it.
std::size_t repetition(std::string_view& text) {
  std::size_t largest = 1;
  const std::size_t end = std::min(text.find('}'), text.size() - 1);
  for (std::size_t i = 1; i < end; ++i) {
    std::size_t number = 0;
    const auto read = std::from_chars(text.data() + i, text.data() + end, number);
    if (read.ec == std::errc::result_out_of_range) number = kMaxStates + 1;
    largest = std::max(largest, number);
    i = static_cast<std::size_t>(std::max(read.ptr, text.data() + i) - text.data());
  }
  text.remove_prefix(end + 1);
  return largest;
}

/// Moves past the `[...]` that begins `text`.
void skip_class(std::string_view& text) {
  std::size_t i = 1;
  while (i < text.size() && text[i] != ']') i += text[i] == '\\' ? 2U : 1U;
  text.remove_prefix(std::min(i + 1, text.size()));
}

/// About how many states the automaton of the expression has; over the limit if too deep.
std::size_t count_states(std::string_view text) {
  struct Group {
    std::size_t states = 1;
    std::size_t last = 0;  // of the last atom
  };
  std::vector<Group> open(1);
  while (!text.empty()) {
    Group& group = open.back();
    const char c = text.front();
    if (c == '{') {
      const std::size_t times = repetition(text);
      group.states += std::min(group.last, kMaxStates) * std::min(times - 1, kMaxStates);
      if (group.states > kMaxStates) return group.states;
      continue;
    }
    if (c == '[') {
      skip_class(text);
    } else {
      text.remove_prefix(std::min<std::size_t>(c == '\\' ? 2 : 1, text.size()));
    }
    if (c == '(') {
      if (open.size() > kMaxNesting) return kMaxStates + 1;
      open.emplace_back();
    } else if (c == ')' && open.size() > 1) {
      const std::size_t states = group.states;
      open.pop_back();
      open.back().states += states;
      open.back().last = states;
    } else {
      ++group.states;
      group.last = 1;
    }
  }
  return open.front().states;
}

bool has_what_is_not_known(std::string_view expression) {
  return std::ranges::any_of(
      std::vector<std::string_view>{"(?<", "\\p{", "\\P{", "\\k<", "\\u{"},
      [&](std::string_view part) { return expression.find(part) != std::string_view::npos; });
}

std::wregex automaton(const std::wstring& expression) {
  auto flags = std::regex_constants::ECMAScript;
#ifdef __GLIBCXX__
  // Without it the matcher backtracks: exponential time, and a stack as deep as the text is long.
  flags |= std::regex_constants::__polynomial;
#endif
  return std::wregex(expression, flags);
}

}  // namespace

base::Result<BoundedPattern> BoundedPattern::compile(std::string_view expression) {
  BoundedPattern pattern;
  pattern.text_ = expression.substr(0, kMaxExpression);
  if (expression.size() > kMaxExpression || has_what_is_not_known(expression)) return pattern;
  pattern.states_ = count_states(expression);
  if (pattern.states_ > kMaxStates) return pattern;
  pattern.looks_ahead_ = expression.find("(?=") != std::string_view::npos ||
                         expression.find("(?!") != std::string_view::npos;
  const std::wstring points = code_points(expression);
  try {
    automaton(points);  // what is wrong alone may be right inside the next one
    // A search would start anew at each character.
    pattern.expression_ = automaton(L"[\\s\\S]*(?:" + points + L")[\\s\\S]*");
  } catch (const std::regex_error& error) {
    using namespace std::regex_constants;
    if (error.code() == error_complexity || error.code() == error_space ||
        error.code() == error_stack)
      return pattern;
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("the pattern `{}` is wrong", expression));
  }
  return pattern;
}

std::uint64_t BoundedPattern::steps(std::size_t size) const {
  const std::uint64_t once = std::uint64_t{size + 1} * states_;
  return looks_ahead_ ? once * (1 + size / 16) : once;
}

bool BoundedPattern::is_in(std::string_view text) const {
  return std::regex_match(code_points(text), *expression_);
}

}  // namespace stacmlm::rules

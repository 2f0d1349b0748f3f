// SPDX-License-Identifier: Apache-2.0
#include "cli/new/questions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <string>

#include "cli/table.h"
#include "cli/terminal.h"
#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> cut(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (;;) {
    const std::size_t comma = text.find(',', from);
    parts.push_back(trimmed(text.substr(from, comma - from)));
    if (comma == std::string::npos) return parts;
    from = comma + 1;
  }
}

void show_words(const author::ItemOption& option) {
  if (option.words == nullptr) return;
  constexpr std::size_t kIndent = 2;
  constexpr std::size_t kWidth = 79;
  const std::string words =
      fmt::format("{}{}", fmt::join(option.words(), ", "), option.is_open ? " or another" : "");
  write_to_stderr(wrapped(words, kIndent, kWidth));
}

}  // namespace

void take(const author::ItemOption& option, const std::string& text,
          author::NewItemOptions& options) {
  if (option.text != nullptr) {
    options.*option.text = text;
  } else if (option.is_cut_at_commas) {
    std::ranges::move(cut(text), std::back_inserter(options.*option.list));
  } else {
    (options.*option.list).push_back(text);
  }
}

bool can_ask() { return ::isatty(STDIN_FILENO) == 1 && stderr_is_terminal(); }

std::string about(const author::MissingOption& missing) {
  return missing.file.empty()
             ? std::string(missing.option->about)
             : fmt::format("{} `{}`", missing.option->about, diag::visible(missing.file));
}

bool ask(const author::MissingOption& missing, Answer answer, author::NewItemOptions& options) {
  const author::ItemOption& option = *missing.option;
  const std::string& suggestion = missing.suggestion;
  show_words(option);
  const std::string question =
      fmt::format("{} ({}){}: ", about(missing), option.form,
                  suggestion.empty() ? std::string() : fmt::format(" [{}]", suggestion));
  for (;;) {
    write_to_stderr(question);
    std::string line;
    if (!std::getline(std::cin, line)) {
      write_to_stderr("\n");
      return false;
    }
    std::string text = trimmed(line);
    if (text.empty() && answer == Answer::kOptional) return true;
    if (text.empty()) text = suggestion;
    if (text.empty()) continue;
    take(option, text, options);
    return true;
  }
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/fmt/fmt_worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/file_text.h"
#include "cli/out_of_memory.h"
#include "stacmlm/json/line_index.h"

namespace stacmlm::cli {

using State = Formatted::State;

namespace {

bool is_comment(std::string_view text) {
  constexpr std::array<std::string_view, 3> kStarts = {"//", "/*", "#"};
  return std::ranges::any_of(kStarts,
                             [&](std::string_view start) { return text.starts_with(start); });
}

/// `3:5: ...`: the place and why the text is no JSON.
std::string told(const json::SyntaxFault& fault, std::string_view text) {
  const base::SourceSpan at = json::LineIndex(text).span(fault.offset, fault.offset);
  const bool comment = fault.kind == json::SyntaxFault::Kind::kSyntax &&
                       is_comment(text.substr(std::min<std::size_t>(fault.offset, text.size())));
  return fmt::format("{}:{}: {}", at.line, at.column,
                     comment ? "a comment, and JSON has none: move the words into a `description`"
                             : fault.message);
}

Formatted no_json(std::string path, const json::SyntaxFault& fault, std::string_view text) {
  Formatted formatted;
  formatted.path = std::move(path);
  formatted.state = State::kNoJson;
  formatted.why = told(fault, text);
  return formatted;
}

Formatted not_read(std::string path, std::string why) {
  Formatted formatted;
  formatted.path = std::move(path);
  formatted.state = State::kNotRead;
  formatted.why = std::move(why);
  return formatted;
}

}  // namespace

FormattedJob FmtWorker::work(Job job) {
  if (auto* some = std::get_if<Lines>(&job)) return lines(std::move(*some));
  FormattedJob done;
  if (const auto* inputs = std::get_if<std::vector<Input>>(&job)) {
    for (const Input& input : *inputs) done.documents.push_back(file(input));
  } else if (const auto* no_lines = std::get_if<NoLines>(&job)) {
    done.documents.push_back(no_json(no_lines->input.path, no_lines->fault, ""));
  } else {
    const Piped& piped = std::get<Piped>(job);
    done.documents.push_back(document([&] { return json::Text::copy_of(piped.text); },
                                      piped.input.path, author::Layout::kLines));
  }
  return done;
}

Formatted FmtWorker::file(const Input& input) {
  if (!input.error.empty()) return not_read(input.path, input.error);
  auto text = read_text(input.path, limits_.bytes);
  if (!text) return not_read(input.path, text.error().message);
  if (!text->text) return not_read(input.path, fmt::format("larger than {} bytes", limits_.bytes));
  return document([&] { return *std::move(text->text); }, input.path, author::Layout::kLines);
}

Formatted FmtWorker::document(const std::function<json::Text()>& text, const std::string& path,
                              author::Layout layout) {
  return unless_out_of_memory([&] { return format(text(), path, layout); },
                              [&] {
                                document_ = {};
                                return not_read(path, kOutOfMemory);
                              });
}

Formatted FmtWorker::format(json::Text text, std::string path, author::Layout layout) {
  if (const auto fault = parser_.parse(std::move(text), document_))
    return no_json(std::move(path), *fault, document_.text());
  Formatted formatted;
  formatted.path = std::move(path);
  formatted.before = document_.text();
  if (!author::is_stac_document(document_.root())) {
    formatted.state = State::kNoStac;
    formatted.after = formatted.before;
    return formatted;
  }
  formatted.after = author::format(document_, layout);
  if (layout == author::Layout::kOneLine) formatted.after.pop_back();  // its line end stands there
  formatted.state = formatted.before == formatted.after ? State::kCanonical : State::kChanged;
  return formatted;
}

FormattedJob FmtWorker::lines(Lines lines) {
  FormattedJob done;
  if (!lines.input.error.empty())
    done.documents.push_back(not_read(lines.input.path, lines.input.error));
  std::size_t number = lines.block.first_line;
  if (lines.block.oversized > 0) {
    done.documents.push_back(not_read(
        lines.input.path, fmt::format("line {} is larger than {} bytes", number, limits_.bytes)));
    done.documents.back().line = number;
  }
  std::string rewritten;
  std::string_view rest = lines.block.lines;
  for (; !rest.empty(); ++number) {
    const Line line = take_line(rest);
    if (!line.is_blank) {
      done.documents.push_back(document([&] { return json::Text::copy_of(line.text); },
                                        lines.input.path, author::Layout::kOneLine));
      done.documents.back().line = number;
      lines.is_changed = lines.is_changed || done.documents.back().state == State::kChanged;
    }
    const bool is_formatted = !line.is_blank && done.documents.back().why.empty();
    rewritten += is_formatted ? std::string_view(done.documents.back().after) : line.text;
    rewritten += '\n';
    lines.is_changed = lines.is_changed || !line.has_end;
  }
  lines.block.lines = std::move(rewritten);
  done.lines = std::move(lines);
  return done;
}

}  // namespace stacmlm::cli

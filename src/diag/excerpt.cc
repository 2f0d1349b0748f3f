// SPDX-License-Identifier: Apache-2.0
#include "diag/excerpt.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "diag/place.h"
#include "diag/visible.h"

namespace stacmlm::diag {
namespace {

constexpr std::string_view kCut = "…";
constexpr std::size_t kTabColumns = 4;
// Bytes to look at on each side of a place: a line may be the whole document.
constexpr std::size_t kReach = 1024;

// A place of the excerpt: the finding's own, or a related one with its text.
struct Mark {
  base::SourceSpan span;
  std::string_view label;
  bool is_own;
};

// The part of a source line around a mark, as it is shown.
struct Window {
  std::string text;
  std::size_t indent = 0;  // columns before the mark
  std::size_t length = 1;  // columns of the mark
};

std::vector<Mark> marks_of(const Diagnostic& finding) {
  std::vector<Mark> marks;
  if (finding.span.line > 0) marks.push_back({finding.span, {}, true});
  for (const Related& related : finding.related) {
    if (related.span.line > 0) marks.push_back({related.span, related.message, false});
  }
  std::ranges::stable_sort(marks, {}, [](const Mark& mark) { return mark.span.begin; });
  return marks;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

Glyph glyph_in_source(std::string_view text) {
  if (text[0] == '\t') return {std::string(kTabColumns, ' '), 1, kTabColumns};
  return first_glyph(text);
}

// The glyphs near the marked bytes [begin, end) of a line.
struct Surroundings {
  std::vector<Glyph> glyphs;
  std::size_t first_marked = 0;
  std::size_t behind_marked = 0;
  bool goes_on_left = false;
  bool goes_on_right = false;
};

Surroundings look_around(std::string_view line, std::size_t begin, std::size_t end) {
  Surroundings near;
  std::size_t at = begin > kReach ? begin - kReach : 0;
  while (at > 0 && at < begin && is_continuation(line[at])) ++at;
  near.goes_on_left = at > 0;
  while (at < line.size() && at < begin + kReach) {
    near.glyphs.push_back(glyph_in_source(line.substr(at)));
    at += near.glyphs.back().bytes;
    if (at <= begin) near.first_marked = near.glyphs.size();
    if (at <= end) near.behind_marked = near.glyphs.size();
  }
  near.goes_on_right = at < line.size();
  return near;
}

std::size_t columns_of(const std::vector<Glyph>& glyphs, std::size_t first, std::size_t last) {
  std::size_t columns = 0;
  for (std::size_t i = first; i < last; ++i) columns += glyphs[i].columns;
  return columns;
}

// The first glyph to show: the line's beginning if the mark still fits behind it, else a quarter of
// the room before the mark.
std::size_t first_shown(const Surroundings& near, std::size_t room) {
  const std::size_t marked_end = columns_of(near.glyphs, 0, near.behind_marked);
  if (!near.goes_on_left && marked_end < room) return 0;
  std::size_t first = near.first_marked;
  std::size_t before = 0;
  while (first > 0 && before + near.glyphs[first - 1].columns <= room / 4) {
    before += near.glyphs[--first].columns;
  }
  return first;
}

Window window_at(std::string_view line, std::size_t begin, std::size_t end, std::size_t room) {
  const Surroundings near = look_around(line, begin, end);
  const std::vector<Glyph>& glyphs = near.glyphs;
  const bool fits =
      !near.goes_on_left && !near.goes_on_right && columns_of(glyphs, 0, glyphs.size()) <= room;
  const std::size_t first = fits ? 0 : first_shown(near, room);
  const bool cut_left = first > 0 || near.goes_on_left;

  Window window;
  std::size_t columns = cut_left ? 1 : 0;
  window.text = cut_left ? kCut : "";
  std::size_t last = first;
  while (last < glyphs.size() && (fits || columns + glyphs[last].columns < room)) {
    columns += glyphs[last].columns;
    window.text += glyphs[last++].text;
  }
  if (last < glyphs.size() || near.goes_on_right) window.text += kCut;
  window.indent = (cut_left ? 1 : 0) + columns_of(glyphs, first, near.first_marked);
  window.length = std::max<std::size_t>(
      columns_of(glyphs, near.first_marked, std::min(near.behind_marked, last)), 1);
  return window;
}

class Builder {
 public:
  Builder(std::size_t gutter, Severity severity, const Paint& paint)
      : gutter_(gutter), severity_(severity), paint_(paint) {
    row("", "");
  }

  void source(std::uint32_t number, const std::string& text) {
    if (text == last_text_ && number == last_number_) return;
    if (last_number_ > 0 && number > last_number_ + 1) out_ += paint_.faint("...") + "\n";
    row(std::to_string(number), text);
    last_text_ = text;
    last_number_ = number;
  }

  void mark(const Mark& mark, const Window& window, std::size_t room) {
    const std::string line(window.length, mark.is_own ? '^' : '-');
    const std::string painted = mark.is_own ? paint_.of(severity_, line) : paint_.faint(line);
    const std::string indent(window.indent, ' ');
    const std::string label = visible(mark.label);
    const std::size_t used = window.indent + window.length + 1;
    // Bytes are at least as many as columns: a label is sooner put below than over the edge.
    if (label.empty() || used + label.size() <= room) {
      row("",
          fmt::format("{}{}{}{}", indent, painted, label.empty() ? "" : " ", paint_.faint(label)));
      return;
    }
    row("", indent + painted);
    const std::size_t space = room - std::min(room, label.size());
    row("", std::string(std::min(space, window.indent), ' ') + paint_.faint(label));
  }

  std::string take() && { return std::move(out_); }

 private:
  void row(std::string_view number, std::string_view text) {
    out_ += paint_.faint(fmt::format("{:>{}} |", number, gutter_));
    if (!text.empty()) out_ += ' ';
    out_ += text;
    out_ += '\n';
  }

  std::string out_;
  std::string last_text_;
  std::uint32_t last_number_ = 0;
  std::size_t gutter_;
  Severity severity_;
  const Paint& paint_;
};

}  // namespace

Excerpt excerpt_of(const DocumentReport& report, const Diagnostic& finding,
                   const json::LineIndex& lines, const Paint& paint) {
  Excerpt excerpt;
  const std::vector<Mark> marks = marks_of(finding);
  if (report.text.empty() || marks.empty()) return excerpt;

  std::uint32_t highest = 1;
  for (const Mark& mark : marks) highest = std::max(highest, place_in_file(report, mark.span).line);
  excerpt.gutter = std::to_string(highest).size();
  const std::size_t room = kExcerptColumns - excerpt.gutter - 3;  // number, space, bar, space

  Builder builder(excerpt.gutter, finding.severity, paint);
  for (const Mark& mark : marks) {
    const std::string_view line = lines.line(mark.span.line);
    if (line.data() == nullptr) continue;  // no such line: the span is not one of this text
    const auto start = static_cast<std::size_t>(line.data() - report.text.data());
    const std::size_t begin = std::clamp<std::size_t>(mark.span.begin, start, start + line.size());
    const std::size_t end = std::clamp<std::size_t>(mark.span.end, begin, start + line.size());
    const Window window = window_at(line, begin - start, end - start, room);
    builder.source(place_in_file(report, mark.span).line, window.text);
    builder.mark(mark, window, room);
  }
  excerpt.text = std::move(builder).take();
  return excerpt;
}

}  // namespace stacmlm::diag

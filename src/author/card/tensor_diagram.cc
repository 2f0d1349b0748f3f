// SPDX-License-Identifier: Apache-2.0
#include "author/card/tensor_diagram.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "author/card/escape.h"
#include "author/card/tensor_glyph.h"
#include "diag/visible.h"

namespace stacmlm::author {
namespace {

constexpr double kBoxWidth = 250;
constexpr double kBoxHeight = 146;
constexpr double kModelWidth = 226;
constexpr double kModelHeight = 118;
constexpr double kGap = 20;    // between boxes of one column
constexpr double kReach = 56;  // of an arrow
constexpr std::size_t kMostBoxes = 6;

std::string label(double x, double y, std::string_view style, std::string_view text,
                  std::size_t columns, std::string_view anchor = "start") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\" text-anchor=\"{}\">{}</text>", x,
                     y, style, anchor, html_text(diag::shortened(one_line(text), columns)));
}

std::string box(double x, double y, double width, double height, std::string_view style) {
  return fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{}\" rx=\"12\" class=\"{}\"/>", x, y,
      width, height, style);
}

std::string type_of(const TensorCard& tensor) {
  for (const auto& [name, text] : tensor.facts) {
    if (name == "data type") return text;
  }
  return {};
}

constexpr std::size_t kColumns = 31;

/// The sizes in two lines at most.
std::vector<std::string> size_lines(const TensorCard& tensor) {
  std::vector<std::string> lines(1);
  for (const std::string& size : tensor.dimensions) {
    const std::string next = lines.back().empty() ? size : " × " + size;
    if (lines.size() == 1 && !lines.back().empty() &&
        diag::width_of(lines.back()) + diag::width_of(next) > kColumns) {
      lines.push_back("× " + size);
    } else if (diag::width_of(lines.back()) <= kColumns) {
      lines.back() += next;
    }
  }
  return lines;
}

std::string tensor_box(const TensorCard& tensor, double x, double y) {
  constexpr double kPadding = 16;
  std::string out = box(x, y, kBoxWidth, kBoxHeight, "box");
  out += fmt::format("<g transform=\"translate({:.1f} {:.1f})\">{}</g>", x + kPadding, y + 10,
                     tensor_glyph(tensor));
  out += label(x + kBoxWidth - kPadding, y + 26, "type", type_of(tensor), 12, "end");
  out += label(x + kPadding, y + 102, "name", tensor.name, 26);
  double line = y + 120;
  for (const std::string& sizes : size_lines(tensor)) {
    out += label(x + kPadding, line, "dims", sizes, kColumns);
    line += 15;
  }
  return out;
}

std::string fact(const PageContent& page, std::string_view name) {
  for (const auto& [known, text] : page.glance) {
    if (known == name) return text;
  }
  return {};
}

std::string model_box(const PageContent& page, double x, double y) {
  const double middle = x + kModelWidth / 2;
  std::string out = box(x, y, kModelWidth, kModelHeight, "model");
  std::vector<std::pair<std::string_view, std::string>> lines;
  lines.emplace_back("arch", fact(page, "architecture"));
  lines.emplace_back("made", fact(page, "framework"));
  const std::string parameters = fact(page, "parameters");
  lines.emplace_back("made", parameters.empty() ? "" : parameters + " parameters");
  std::erase_if(lines, [](const auto& line) { return line.second.empty(); });
  if (lines.empty()) lines.emplace_back("arch", "model");
  double at = y + kModelHeight / 2 + 5 - 11 * static_cast<double>(lines.size() - 1);
  for (const auto& [style, text] : lines) {
    out += label(middle, at, style, text, style == "arch" ? 21 : 30, "middle");
    at += 22;
  }
  return out;
}

std::string arrow(double x1, double y1, double x2, double y2, Direction direction) {
  const bool is_across = direction == Direction::kAcross;
  const double middle = is_across ? (x1 + x2) / 2 : (y1 + y2) / 2;
  const std::string line =
      is_across ? fmt::format("M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", x1, y1,
                              middle, y1, middle, y2, x2 - 6, y2)
                : fmt::format("M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", x1, y1,
                              x1, middle, x2, middle, x2, y2 - 6);
  const std::string head = is_across ? fmt::format("M{:.1f} {:.1f}l-8 -5v10z", x2, y2)
                                     : fmt::format("M{:.1f} {:.1f}l-5 -8h10z", x2, y2);
  return fmt::format("<path d=\"{}\" class=\"arrow\"/><path d=\"{}\" class=\"head\"/>", line, head);
}

/// What is shown of the inputs or outputs.
struct Column {
  const std::vector<TensorCard>& tensors;
  std::string_view kind;
  [[nodiscard]] std::size_t shown() const { return std::min(tensors.size(), kMostBoxes); }
  [[nodiscard]] bool is_cut() const { return tensors.size() > kMostBoxes; }
  [[nodiscard]] double height() const {
    const auto boxes = static_cast<double>(shown());
    return boxes * kBoxHeight + std::max(0.0, boxes - 1) * kGap + (is_cut() ? 26 : 0);
  }
  [[nodiscard]] std::string rest() const {
    return fmt::format("… and {} more {}s", tensors.size() - kMostBoxes, kind);
  }
};

std::string column(const Column& column, double x, double y) {
  std::string out;
  for (std::size_t i = 0; i < column.shown(); ++i)
    out += tensor_box(column.tensors[i], x, y + static_cast<double>(i) * (kBoxHeight + kGap));
  if (column.is_cut())
    out += label(x + kBoxWidth / 2, y + column.height() - 6, "made", column.rest(), 40, "middle");
  return out;
}

std::string drawing(double width, double height, std::string_view style, const PageContent& page,
                    const std::string& content) {
  return fmt::format(
      "<svg viewBox=\"-1 -1 {:.0f} {:.0f}\" class=\"diagram {}\" role=\"img\" "
      "aria-label=\"{}\">{}</svg>\n",
      width + 2, height + 2, style,
      html_text(fmt::format("{} {} lead into the model, {} {} come out", page.card.inputs.size(),
                            page.card.inputs.size() == 1 ? "input" : "inputs",
                            page.card.outputs.size(),
                            page.card.outputs.size() == 1 ? "output" : "outputs")),
      content);
}

std::string across(const PageContent& page, const Column& inputs, const Column& outputs) {
  const double height = std::max({inputs.height(), outputs.height(), kModelHeight});
  const double model_x = inputs.shown() > 0 ? kBoxWidth + kReach : 0;
  const double output_x = model_x + kModelWidth + kReach;
  const double width = outputs.shown() > 0 ? output_x + kBoxWidth : model_x + kModelWidth;
  const double middle = height / 2;
  const double input_y = middle - inputs.height() / 2;
  const double output_y = middle - outputs.height() / 2;
  std::string out = column(inputs, 0, input_y) + column(outputs, output_x, output_y);
  const auto center = [](double top, std::size_t i) {
    return top + kBoxHeight / 2 + static_cast<double>(i) * (kBoxHeight + kGap);
  };
  for (std::size_t i = 0; i < inputs.shown(); ++i)
    out += arrow(kBoxWidth, center(input_y, i), model_x, middle, Direction::kAcross);
  for (std::size_t i = 0; i < outputs.shown(); ++i)
    out += arrow(model_x + kModelWidth, middle, output_x, center(output_y, i), Direction::kAcross);
  out += model_box(page, model_x, middle - kModelHeight / 2);
  return drawing(width, height, "across", page, out);
}

std::string down(const PageContent& page, const Column& inputs, const Column& outputs) {
  constexpr double kMiddle = kBoxWidth / 2;
  const double model_y = inputs.shown() > 0 ? inputs.height() + kReach : 0;
  const double output_y = model_y + kModelHeight + kReach;
  const double height = outputs.shown() > 0 ? output_y + outputs.height() : model_y + kModelHeight;
  std::string out = column(inputs, 0, 0) + column(outputs, 0, output_y);
  if (inputs.shown() > 0)
    out += arrow(kMiddle, inputs.height() + 4, kMiddle, model_y, Direction::kDown);
  if (outputs.shown() > 0)
    out += arrow(kMiddle, model_y + kModelHeight, kMiddle, output_y, Direction::kDown);
  out += model_box(page, kMiddle - kModelWidth / 2, model_y);
  return drawing(kBoxWidth, height, "down", page, out);
}

}  // namespace

std::string tensor_diagram(const PageContent& page, Direction direction) {
  const Column inputs{page.card.inputs, "input"};
  const Column outputs{page.card.outputs, "output"};
  return direction == Direction::kAcross ? across(page, inputs, outputs)
                                         : down(page, inputs, outputs);
}

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "cli/card_forms.h"
#include "cli/table.h"
#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kWidth = 100;
// What a person reads. A document may hold a million bands, and names of a megabyte.
constexpr std::size_t kMostRows = 100;
constexpr std::size_t kMostTensors = 20;
constexpr std::size_t kMostDimensions = 16;
constexpr std::size_t kMostColumnsOfCell = 120;
constexpr std::size_t kMostColumnsOfLine = 1000;
constexpr std::size_t kMostColumnsOfProse = 10000;

// Says what of `all` is not shown.
std::string left_out(std::size_t all, std::size_t shown, std::string_view what,
                     std::size_t indent) {
  if (all <= shown) return {};
  return fmt::format("{:{}}… {} more {}; --format json has all\n", "", indent, all - shown, what);
}

std::string line_text(std::string_view text) {
  return diag::visible(diag::shortened(text, kMostColumnsOfLine));
}

std::string strong(std::string_view text, bool colour) {
  const std::string safe = line_text(text);
  return colour ? fmt::format("\x1b[1m{}\x1b[0m", safe) : safe;
}

std::string facts_text(const std::vector<author::Fact>& facts, std::size_t indent) {
  const std::size_t shown = std::min(facts.size(), kMostRows);
  std::size_t width = 0;
  for (std::size_t i = 0; i < shown; ++i) width = std::max(width, facts[i].first.size());
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& [label, text] = facts[i];
    out += fmt::format("{:{}}{:{}}  {}\n", "", indent, label, width, line_text(text));
  }
  return out + left_out(facts.size(), shown, "lines", indent);
}

std::string dimensions_text(const std::vector<std::string>& dimensions) {
  std::string out;
  const std::size_t shown = std::min(dimensions.size(), kMostDimensions);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += " × ";
    out += diag::visible(diag::shortened(dimensions[i], kMostColumnsOfCell));
  }
  if (dimensions.size() > shown) {
    out += fmt::format(" × … {} more dimensions", dimensions.size() - shown);
  }
  return out;
}

// The rows of a table that are shown, each as `cells_of` says, and how many are not.
template <class Row, class CellsOf>
std::string table_text(Table::Row head, const std::vector<Row>& rows, std::size_t indent,
                       CellsOf cells_of) {
  Table table(std::move(head));
  const std::size_t shown = std::min(rows.size(), kMostRows);
  for (std::size_t i = 0; i < shown; ++i) {
    Table::Row cells = cells_of(rows[i]);
    for (std::string& cell : cells) cell = diag::shortened(cell, kMostColumnsOfCell);
    table.add(std::move(cells));
  }
  return table.text(indent) + left_out(rows.size(), shown, "rows", indent);
}

// A block in the class's colour.
std::string swatch(const std::string& color) {
  unsigned rgb = 0;
  const char* const end = color.data() + color.size();
  const auto [stop, error] = std::from_chars(color.data(), end, rgb, 16);
  if (color.size() != 6 || error != std::errc() || stop != end) return "   ";
  return fmt::format("\x1b[48;2;{};{};{}m  \x1b[0m ", rgb >> 16U, rgb >> 8U & 255U, rgb & 255U);
}

std::string classes_text(const std::vector<author::ClassRow>& classes, bool colour) {
  std::string text =
      table_text({"class", "name", "title", "color"}, classes, 4, [](const author::ClassRow& row) {
        return Table::Row{row.value, row.name, row.title, row.color.empty() ? "" : "#" + row.color};
      });
  if (!colour) return text;
  const std::size_t shown = std::min(classes.size(), kMostRows);
  std::string out;
  std::size_t begin = 0;
  for (std::size_t line = 0; begin < text.size(); ++line) {
    const std::size_t end = text.find('\n', begin) + 1;
    const bool is_class = line > 0 && line <= shown;
    out += "    " + (is_class ? swatch(classes[line - 1].color) : "   ");
    out += text.substr(begin + 4, end - begin - 4);
    begin = end;
  }
  return out;
}

std::string prose_text(std::string_view prose, std::size_t indent) {
  return prose.empty() ? "" : wrapped(diag::shortened(prose, kMostColumnsOfProse), indent, kWidth);
}

std::string tensor_text(std::string_view kind, const author::TensorCard& card, bool colour) {
  std::string out = fmt::format("\n{} {}  {}\n", kind, strong(card.name, colour),
                                dimensions_text(card.dimensions));
  out += prose_text(card.description, 4) + facts_text(card.facts, 4);
  if (!card.channels.empty()) {
    out += table_text(
        {"name", "common name", "µm", "expression", "scaling"}, card.channels, 4,
        [](const author::ChannelRow& row) {
          return Table::Row{row.name, row.common_name, row.wavelength, row.expression, row.scaling};
        });
  }
  if (!card.classes.empty()) out += classes_text(card.classes, colour);
  return out;
}

std::string tensors_text(std::string_view kind, const std::vector<author::TensorCard>& tensors,
                         bool colour) {
  std::string out;
  const std::size_t shown = std::min(tensors.size(), kMostTensors);
  for (std::size_t i = 0; i < shown; ++i) out += tensor_text(kind, tensors[i], colour);
  return out + left_out(tensors.size(), shown, fmt::format("{}s", kind), 0);
}

}  // namespace

std::string card_text(const author::ModelCard& card, bool colour) {
  std::string out = strong(card.title, colour) + "\n";
  out += prose_text(card.description, 0) + "\n" + facts_text(card.facts, 0);
  out += tensors_text("input", card.inputs, colour) + tensors_text("output", card.outputs, colour);
  if (card.assets.empty()) return out;
  return out + "\n" +
         table_text({"asset", "artifact", "type", "size", "roles"}, card.assets, 0,
                    [](const author::AssetRow& row) {
                      return Table::Row{row.key, row.artifact_type, row.type, row.size, row.roles};
                    });
}

}  // namespace stacmlm::cli

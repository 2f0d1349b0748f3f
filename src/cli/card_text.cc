// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "cli/model_card.h"
#include "cli/table.h"
#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kWidth = 100;

std::string strong(std::string_view text, bool colour) {
  const std::string safe = diag::visible(text);
  return colour ? fmt::format("\x1b[1m{}\x1b[0m", safe) : safe;
}

std::string facts_text(const std::vector<Fact>& facts, std::size_t indent) {
  std::size_t width = 0;
  for (const Fact& fact : facts) width = std::max(width, fact.first.size());
  std::string out;
  for (const Fact& fact : facts) {
    out +=
        fmt::format("{:{}}{:{}}  {}\n", "", indent, fact.first, width, diag::visible(fact.second));
  }
  return out;
}

// A block in the class's colour.
std::string swatch(const std::string& color) {
  unsigned rgb = 0;
  const char* const end = color.data() + color.size();
  const auto [stop, error] = std::from_chars(color.data(), end, rgb, 16);
  if (color.size() != 6 || error != std::errc() || stop != end) return "   ";
  return fmt::format("\x1b[48;2;{};{};{}m  \x1b[0m ", rgb >> 16U, rgb >> 8U & 255U, rgb & 255U);
}

std::string classes_text(const std::vector<ClassRow>& classes, bool colour) {
  Table table({"class", "name", "title", "color"});
  for (const ClassRow& row : classes) {
    table.add({row.value, row.name, row.title, row.color.empty() ? "" : "#" + row.color});
  }
  const std::string text = table.text(4);
  if (!colour) return text;
  std::string out;
  std::size_t begin = 0;
  for (std::size_t line = 0; begin < text.size(); ++line) {
    const std::size_t end = text.find('\n', begin) + 1;
    out += "    " + (line == 0 ? "   " : swatch(classes[line - 1].color));
    out += text.substr(begin + 4, end - begin - 4);
    begin = end;
  }
  return out;
}

std::string tensor_text(std::string_view kind, const TensorCard& card, bool colour) {
  std::string out =
      fmt::format("\n{} {}  {}\n", kind, strong(card.name, colour), diag::visible(card.shape));
  if (!card.description.empty()) out += wrapped(card.description, 4, kWidth);
  out += facts_text(card.facts, 4);
  if (!card.channels.empty()) {
    Table table({"name", "common name", "µm", "expression", "scaling"});
    for (const ChannelRow& row : card.channels) {
      table.add({row.name, row.common_name, row.wavelength, row.expression, row.scaling});
    }
    out += table.text(4);
  }
  if (!card.classes.empty()) out += classes_text(card.classes, colour);
  return out;
}

}  // namespace

std::string card_text(const ModelCard& card, bool colour) {
  std::string out = strong(card.title, colour) + "\n";
  if (!card.description.empty()) out += wrapped(card.description, 0, kWidth);
  out += "\n" + facts_text(card.facts, 0);
  for (const TensorCard& tensor : card.inputs) out += tensor_text("input", tensor, colour);
  for (const TensorCard& tensor : card.outputs) out += tensor_text("output", tensor, colour);
  if (card.assets.empty()) return out;
  Table table({"asset", "artifact", "type", "size", "roles"});
  for (const AssetRow& row : card.assets) {
    table.add({row.key, row.artifact_type, row.type, row.size, row.roles});
  }
  return out + "\n" + table.text(0);
}

}  // namespace stacmlm::cli

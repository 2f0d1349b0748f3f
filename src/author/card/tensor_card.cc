// SPDX-License-Identifier: Apache-2.0
#include "author/card/tensor_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "stacmlm/stac/item.h"

namespace stacmlm::author {
namespace {

// Their sizes speak for themselves.
constexpr std::array<std::string_view, 4> kPlainDimensions = {"height", "width", "y", "x"};

std::string dimension_text(std::string_view name, std::string size) {
  if (size == "-1") size.clear();
  if (size.empty()) return name.empty() ? "?" : std::string(name);
  const bool is_plain = std::ranges::find(kPlainDimensions, name) != kPlainDimensions.end();
  return name.empty() || is_plain ? size : fmt::format("{} {}", name, size);
}

// As many as the longer of the two lists has.
std::vector<std::string> dimension_texts(const mlm::Structure& structure) {
  std::vector<std::string> texts;
  const auto shape = structure.shape.value_or({});
  const auto names = structure.dim_order.value_or({});
  auto size = shape.begin();
  auto name = names.begin();
  while (size != shape.end() || name != names.end()) {
    texts.push_back(dimension_text(name == names.end() ? "" : (*name++).value_or(""),
                                   size == shape.end() ? "" : plain((*size++).raw())));
  }
  return texts;
}

void add(TensorCard& card, std::string_view label, std::string text) {
  if (!text.empty()) card.facts.emplace_back(label, std::move(text));
}

std::string expression_text(const mlm::ProcessingExpression& function) {
  return fmt::format("{}: {}", plain(function.format.raw()), plain(function.expression.raw()));
}

void add_functions(TensorCard& card, std::string_view label,
                   const stac::Field<json::Value>& functions) {
  for (const auto& function : mlm::expressions(functions)) {
    if (function) add(card, label, expression_text(*function));
  }
}

// `z-score, mean 612.8, stddev 498.3`: the kind first, then what it takes, as it is written.
std::string scaling_text(json::Value scaling) {
  if (!scaling.is_object()) return {};
  std::string out = plain(scaling.find("type"));
  for (const json::Value member : scaling.members()) {
    if (member.key() == "type" || member.is_null()) continue;
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {}", member.key(), plain(member));
  }
  return out;
}

ChannelRow channel(const stac::Field<mlm::Reference>& field, const BandDefinitions& bands) {
  ChannelRow row;
  if (!field) return row;
  const mlm::Reference reference = *field;
  row.name = plain(reference.name.raw());
  if (reference.expression.has_value()) {
    row.expression =
        fmt::format("{}: {}", plain(reference.format.raw()), plain(reference.expression.raw()));
  }
  row.common_name = plain(bands.find(row.name, &stac::Band::common_name).raw());
  row.wavelength = plain(bands.find(row.name, &stac::Band::center_wavelength).raw());
  row.full_width = plain(bands.find(row.name, &stac::Band::full_width_half_max).raw());
  return row;
}

template <class Tensor>
void add_channels(const Tensor& tensor, const BandDefinitions& bands, TensorCard& card) {
  for (const auto& field : tensor.bands.value_or({})) {
    card.channels.push_back(channel(field, bands));
  }
  for (const auto& field : tensor.variables.value_or({})) {
    card.channels.push_back(channel(field, bands));
  }
}

// One for all, one for each channel, or, where the numbers differ, a list.
void add_scaling(json::Value scalings, std::string_view label, TensorCard& card) {
  const bool is_one_each = scalings.size() == card.channels.size() && scalings.size() > 1;
  std::size_t at = 0;
  for (const json::Value scaling : scalings.elements()) {
    if (is_one_each) {
      card.channels[at++].scaling = scaling_text(scaling);
    } else {
      add(card, label, scaling_text(scaling));
    }
  }
}

}  // namespace

std::string plain(json::Value value) {
  if (!value.exists() || value.is_null() || value.is_object()) return {};
  if (value.is_string()) return std::string(value.string());
  if (!value.is_array()) return std::string(value.raw());
  std::string out;
  for (const json::Value element : value.elements()) {
    if (!out.empty()) out += ", ";
    out += element.is_array() ? "[...]" : plain(element);
  }
  return out;
}

TensorCard input_card(const mlm::ModelInput& input, const BandDefinitions& bands) {
  TensorCard card;
  card.name = plain(input.name.raw());
  card.description = plain(input.description.raw());
  const mlm::InputStructure structure = input.input.value_or({});
  card.dimensions = dimension_texts(structure);
  add(card, "data type", plain(structure.data_type.raw()));
  add_channels(input, bands, card);
  add(card, "norm", plain(input.norm_type.raw()));
  add_scaling(input.value_scaling.raw(), "scaling", card);
  add_scaling(input.statistics.raw(), "statistics", card);
  add(card, "resize", plain(input.resize_type.raw()));
  add_functions(card, "before", input.pre_processing_function);
  return card;
}

TensorCard output_card(const mlm::ModelOutput& output, const BandDefinitions& bands) {
  TensorCard card;
  card.name = plain(output.name.raw());
  card.description = plain(output.description.raw());
  const mlm::ResultStructure structure = output.result.value_or({});
  card.dimensions = dimension_texts(structure);
  add(card, "data type", plain(structure.data_type.raw()));
  add(card, "tasks", plain(output.tasks.raw()));
  add_functions(card, "after", output.post_processing_function);
  add_channels(output, bands, card);
  for (const auto& field : output.classes.value_or({})) {
    if (!field) continue;
    const mlm::ClassObject each = *field;
    card.classes.push_back(
        {plain(each.value.raw()), plain(each.name.raw()),
         plain(each.title.has_value() ? each.title.raw() : each.description.raw()),
         plain(each.color_hint.raw())});
  }
  return card;
}

}  // namespace stacmlm::author

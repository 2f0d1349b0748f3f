// SPDX-License-Identifier: Apache-2.0
#include "author/item/tensor.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/nearest.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

std::string or_else(const std::string& text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : text;
}

std::vector<std::string> dimensions_of_input(const NewItemOptions& options) {
  if (!options.dim_order.empty()) return options.dim_order;
  return {"batch", "bands", "height", "width"};
}

}  // namespace

std::optional<std::string> read_size(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  if (text == "any" || text == kAnySize) return std::string(kAnySize);
  const bool is_number = !text.empty() && text.size() <= kMostDigits && text.front() != '0' &&
                         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::optional(std::string(text)) : std::nullopt;
}

ItemResult<PixelSize> read_pixels(std::string_view text) {
  const std::size_t times = text.find('x');
  const auto height = read_size(text.substr(0, times));
  const auto width = times == std::string_view::npos ? height : read_size(text.substr(times + 1));
  if (!height || !width)
    return refuse("input-size",
                  fmt::format("{} is neither N, HEIGHTxWIDTH nor any", rules::shown(text)));
  return PixelSize{*height, *width};
}

std::string structure(const std::vector<std::string>& sizes,
                      const std::vector<std::string>& dimensions, std::string_view data_type) {
  return fmt::format(R"({{"shape": {}, "dim_order": {}, "data_type": {}}})", list_of(sizes),
                     list_of_texts(dimensions), json::quote(data_type));
}

ItemResult<std::string> structure_of_input(const NewItemOptions& options, std::size_t bands) {
  STACMLM_TRY(const PixelSize pixels, read_pixels(options.input_size));
  const auto batch = read_size(or_else(options.batch_size, kAnySize));
  if (!batch)
    return refuse("batch-size",
                  fmt::format("{} is neither N nor any", rules::shown(options.batch_size)));
  const std::vector<std::string> dimensions = dimensions_of_input(options);
  std::vector<std::string> sizes;
  sizes.reserve(dimensions.size());
  for (const std::string& dimension : dimensions) {
    sizes.push_back(dimension == "batch"    ? *batch
                    : dimension == "bands"  ? fmt::format("{}", bands)
                    : dimension == "height" ? pixels.height
                    : dimension == "width"  ? pixels.width
                                            : std::string(kAnySize));
  }
  return structure(sizes, dimensions, or_else(options.data_type, "float32"));
}

std::string class_list(const std::vector<std::string>& names) {
  std::vector<std::string> classes;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = json::quote(names[i]);
    classes.push_back(
        fmt::format(R"({{"value": {}, "name": {}, "description": {}}})", i, name, name));
  }
  return list_of(classes);
}

tl::unexpected<OptionError> no_statistics(const ItemDraft& draft, std::string_view band) {
  const StatisticsFile& file = draft.options.statistics;
  return refuse_statistics(file, file.bands.back().line,
                           fmt::format("nothing is told of band {}", rules::shown(band)));
}

ItemResult<void> refuse_options(const std::vector<std::pair<std::string_view, bool>>& told,
                                std::string_view member) {
  for (const auto& [name, is_told] : told) {
    if (is_told) return refuse(name, fmt::format("the model has its own `{}`", member));
  }
  return {};
}

}  // namespace stacmlm::author

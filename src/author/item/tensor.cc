// SPDX-License-Identifier: Apache-2.0
#include "author/item/tensor.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/nearest.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {

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

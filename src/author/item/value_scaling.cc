// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "author/item/tensor.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/mlm/scaling.h"

namespace stacmlm::author {
namespace {

/// The numbers of a scaling by their names, from a band or from `--scaling`.
std::string scaling(std::string_view type, const std::vector<std::string_view>& names,
                    const std::vector<std::string>& numbers) {
  JsonObject object;
  object.add("type", json::quote(type));
  for (std::size_t i = 0; i < names.size(); ++i) object.add(names[i], numbers[i]);
  return object.text();
}

/// z-score where the numbers for it are there and nothing else is asked for, else min-max.
ItemResult<std::string> scaling_of(const ItemDraft& draft, const BandStatistics& band) {
  const std::string& asked = draft.options.scaling;
  const auto refuse_band = [&](std::string_view why) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{}:{}: {}", draft.options.statistics.name, band.line, why));
  };
  if (!band.fault.empty()) return refuse_band(band.fault);
  const bool has_scores = !band.mean.empty() && !band.stddev.empty();
  const bool has_bounds = !band.minimum.empty() && !band.maximum.empty();
  if (has_scores && asked != "min-max")
    return scaling("z-score", {"mean", "stddev"}, {band.mean, band.stddev});
  if (has_bounds && asked != "z-score")
    return scaling(
        "min-max", {"minimum", "maximum"},
        {band.low.empty() ? band.minimum : band.low, band.high.empty() ? band.maximum : band.high});
  return refuse_band(fmt::format("the numbers for {} are not there", asked));
}

std::vector<std::string> cut(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t comma = text.find(',');
    parts.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

/// `z-score:MEAN,STDDEV` and the like, for all bands.
ItemResult<std::string> read_scaling(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view type = text.substr(0, colon);
  std::vector<std::string_view> types = {"none"};
  for (const mlm::ScalingType& known : mlm::scaling_types()) {
    types.push_back(known.type);
    if (known.type != type) continue;
    const auto numbers =
        colon == std::string_view::npos ? std::vector<std::string>() : cut(text.substr(colon + 1));
    if (numbers.size() != known.required.size() ||
        !std::ranges::all_of(numbers, [](const auto& part) { return is_number_text(part); }))
      return refuse("scaling", fmt::format("{} takes {} behind a colon, or --statistics", type,
                                           fmt::join(known.required, ",")));
    return scaling(type, known.required, numbers);
  }
  const std::string cure = rules::did_you_mean(type, types);
  return refuse(
      "scaling",
      fmt::format("{} is no kind of scaling; {}", rules::shown(type),
                  cure.empty() ? fmt::format("there are {}", fmt::join(types, ", ")) : cure));
}

}  // namespace

ItemResult<std::string> scalings_for(const ItemDraft& draft,
                                     const std::vector<const UsedBand*>& bands) {
  const std::string& asked = draft.options.scaling;
  if (!draft.options.statistics.bands.empty()) {
    if (!asked.empty() && asked != "z-score" && asked != "min-max")
      return refuse("scaling", "with --statistics it is z-score or min-max");
    std::vector<std::string> scalings;
    for (const UsedBand* band : bands) {
      if (band->statistics == nullptr) return no_statistics(draft, band->name);
      STACMLM_TRY(std::string text, scaling_of(draft, *band->statistics));
      scalings.push_back(std::move(text));
    }
    return list_of(scalings);
  }
  if (asked.empty() || asked == "none") return std::string("null");
  STACMLM_TRY(const std::string text, read_scaling(asked));
  return list_of({text});
}

}  // namespace stacmlm::author

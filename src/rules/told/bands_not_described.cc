// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/described_names.h"
#include "rules/told/rules.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::rules {
namespace {

/// One of the three ways to describe bands, and what this document lacks of it.
struct Way {
  explicit Way(std::string_view key) : list(key) {}

  std::string_view list;                // `eo:bands`
  json::Value found;                    // a list of that name
  bool on_asset = false;                // ... which stands on an asset
  std::string_view extension;           // the URI to add, if it is not listed
  std::vector<std::string> lacks;       // each a sentence's part
  std::vector<json::Value> incomplete;  // the assets or bands where something is missing
};

bool is_list_of_objects(json::Value list) {
  return list.size() > 0 &&
         std::ranges::all_of(list.elements(), [](json::Value band) { return band.is_object(); });
}

/// Looks at the list of that name on every model asset.
void look_at_assets(const std::vector<json::Value>& models, Way& way) {
  for (const json::Value asset : models) {
    const json::Value list = asset.find(way.list);
    if (is_list_of_objects(list)) {
      way.found = list;
      way.on_asset = true;
    } else {
      way.incomplete.push_back(asset);
    }
  }
}

void lack_list(Way& way) {
  if (!way.found.exists()) {
    way.lacks.push_back(fmt::format("no `{}`", way.list));
  } else if (!way.incomplete.empty()) {
    way.lacks.push_back(fmt::format("the model asset {} has no `{}`",
                                    shown(way.incomplete.front().key()), way.list));
  }
}

Way eo_way(const Context& context, const std::vector<json::Value>& models) {
  Way way("eo:bands");
  look_at_assets(models, way);
  const json::Value list = context.properties().find(way.list);
  if (is_list_of_objects(list)) {
    way.incomplete.clear();
    if (!way.found.exists()) way.found = list;
  }
  lack_list(way);
  if (!lists_matching(context, mlm::kEoV1Uri)) {
    way.extension = "https://stac-extensions.github.io/eo/v1.1.0/schema.json";
    way.lacks.emplace_back("`stac_extensions` does not list eo 1.1.0");
  }
  return way;
}

Way raster_way(const Context& context, const std::vector<json::Value>& models) {
  Way way("raster:bands");
  look_at_assets(models, way);
  lack_list(way);
  if (!lists_matching(context, mlm::kRasterV1Uri)) {
    way.extension = "https://stac-extensions.github.io/raster/v1.1.0/schema.json";
    way.lacks.emplace_back("`stac_extensions` does not list raster 1.1.0");
  }
  for (const json::Value asset : models) {
    for (const json::Value band : asset.find(way.list).elements()) {
      if (!band.is_object() || (band.find("name").is_string() && !band.find("name").equals("")))
        continue;
      way.incomplete.push_back(band);
      way.lacks.emplace_back("a band of `raster:bands` has no `name`");
      return way;
    }
  }
  return way;
}

Way core_way(const Context& context, const std::vector<json::Value>& models) {
  Way way("bands");
  const json::Value list = context.properties().find(way.list);
  if (is_list_of_objects(list)) {
    way.found = list;
  } else {
    look_at_assets(models, way);  // the normal place in STAC 1.1; complete ones are MLM307's
  }
  lack_list(way);
  const json::Value version = context.item().stac_version.raw();
  if (version.is_string() && !mlm::kCoreSince1_1.matches(version.string()))
    way.lacks.push_back(
        fmt::format("`bands` need STAC 1.1, `stac_version` is {}", shown(version.string())));
  return way;
}

bool is_nearer(const Way& a, const Way& b) {
  if (a.found.exists() != b.found.exists()) return a.found.exists();
  return a.lacks.size() < b.lacks.size();
}

void tell(const Way& way, json::Value place, const Context& context, Findings& findings) {
  Finding& finding =
      findings
          .at_value(place, fmt::format("the bands are not described as MLM demands: there is "
                                       "`{}`, but {}",
                                       way.list, fmt::join(way.lacks, " and ")))
          .related(way.found, "what describes the bands");
  if (!way.incomplete.empty()) finding.related(way.incomplete.front(), "here it is missing");
  if (way.lacks.size() != 1 || way.extension.empty()) return;
  const auto patch = listing(context, way.extension);
  if (patch.empty()) return;
  finding.hint(fmt::format("list `{}` in `stac_extensions`", way.extension));
  const std::string description = fmt::format("list {}", way.extension);
  // eo 1.1.0 refuses `eo:bands` that stand in the properties alone.
  way.on_asset ? finding.safe_fix(description, patch) : finding.unsafe_fix(description, patch);
}

void check(const Context& context, Findings& findings) {
  const json::Value listed = demanding_list(context, "bands");
  const json::Value place = listed.exists() ? listed : findings.place();
  const std::vector<json::Value> models = model_assets(context);
  const Way ways[] = {eo_way(context, models), raster_way(context, models),
                      core_way(context, models)};
  const Way& nearest = *std::ranges::min_element(ways, is_nearer);
  if (nearest.found.exists()) {
    tell(nearest, place, context, findings);
    return;
  }
  findings.at_value(place, "nothing describes the bands that the model uses")
      .hint(
          "describe each one in `eo:bands` of the model asset (eo 1.1.0), in `raster:bands` "
          "(raster 1.1.0) or, from STAC 1.1 on, in `bands` of the asset and of the properties");
}

}  // namespace

const Rule kBandsNotDescribed{"MLM301",
                              "bands-not-described",
                              "nothing describes the bands that the model uses",
                              severities::kSchema,
                              Subject::kShape,
                              &check,
                              "README.md#bands-and-statistics"};

}  // namespace stacmlm::rules

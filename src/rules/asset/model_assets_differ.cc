// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// The names of a list of bands or tasks, or the keys of `cube:variables`, in order.
std::vector<std::string_view> names_in(json::Value list) {
  std::vector<std::string_view> names;
  for (const json::Value member : list.members()) names.push_back(member.key());
  for (const json::Value element : list.elements()) {
    const json::Value name = element.is_object() ? element.find("name") : element;
    if (name.is_string()) names.push_back(name.string());
  }
  std::ranges::sort(names);
  return names;
}

struct Interface {
  std::string_view key;
  json::Value (*list)(const AssetView& asset);
};

/// Models that take other data or do other things are not one model in several files.
constexpr std::array<Interface, 5> kInterface = {{
    {"bands", [](const AssetView& asset) { return asset.other->bands.raw(); }},
    {"eo:bands", [](const AssetView& asset) { return asset.other->eo_bands.raw(); }},
    {"raster:bands", [](const AssetView& asset) { return asset.other->raster_bands.raw(); }},
    {"cube:variables", [](const AssetView& asset) { return asset.other->cube_variables.raw(); }},
    {"mlm:tasks", [](const AssetView& asset) { return asset.model->tasks.raw(); }},
}};

void compare(const Interface& interface, const Context& context, Findings& findings) {
  json::Value first;
  std::vector<std::string_view> names;
  for (const AssetView& asset : context.assets()) {
    const json::Value list = asset.is_model ? interface.list(asset) : json::Value();
    if (!list.exists()) continue;
    if (!first.exists()) {
      first = list;
      names = names_in(list);
      continue;
    }
    if (names_in(list) == names) continue;
    findings
        .at_value(list,
                  fmt::format("{} names others than the model asset before", shown(interface.key)))
        .hint("a model that takes other data or does something else is an Item of its own")
        .related(first, "the first");
  }
}

void check(const Context& context, Findings& findings) {
  if (std::ranges::count_if(context.assets(), &AssetView::is_model) < 2) return;
  for (const Interface& interface : kInterface) compare(interface, context, findings);
}

}  // namespace

const Rule kModelAssetsDiffer{"MLM526",
                              "model-assets-differ",
                              "model assets of one Item take other data or do other things",
                              severities::kShould,
                              Subject::kModelItem,
                              &check,
                              "README.md#model-asset"};

}  // namespace stacmlm::rules

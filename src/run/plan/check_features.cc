// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "artifact/json/json_text.h"
#include "run/plan/planning.h"

namespace stacmlm::run {
namespace {

/// What a tree model calls its features: a JSON list of XGBoost, words of LightGBM.
std::vector<std::string> feature_names(const artifact::ModelFile& file) {
  std::vector<std::string> names;
  for (const auto& [key, value] : file.metadata) {
    if (key != "feature_names") continue;
    if (file.format != "lightgbm") {
      const auto document = artifact::read_json(value, key);
      if (!document) return {};
      for (const json::Value name : document->root().elements())
        names.emplace_back(artifact::text_of(name));
      continue;
    }
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t end = std::min(value.find(' ', begin), value.size());
      names.push_back(value.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return names;
}

}  // namespace

base::Result<void> check_features(const Planning& planning) {
  const std::vector<std::string> trained = feature_names(planning.file);
  const InputPlan& input = planning.plan.inputs.front();
  std::vector<std::string> stated;
  for (const ChannelPlan& channel : input.channels) stated.push_back(channel.name);
  if (trained.empty() || trained == stated || !std::ranges::is_permutation(trained, stated))
    return {};
  return refuse(input.field + ".bands",
                fmt::format("the order is {}, and the model was trained on {}",
                            fmt::join(stated, ", "), fmt::join(trained, ", ")));
}

}  // namespace stacmlm::run

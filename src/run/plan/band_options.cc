// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/nearest.h"
#include "run/plan/planning.h"

namespace stacmlm::run {
namespace {

template <class Answers>
base::Result<void> check_once(std::string_view option, const Answers& answers) {
  for (auto one = answers.begin(); one != answers.end(); ++one) {
    const auto same = [&](const auto& other) { return other.first == one->first; };
    if (std::none_of(answers.begin(), one, same)) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} {}: it is given twice", option, one->first));
  }
  return {};
}

}  // namespace

base::Result<void> check_band_options(const Planning& planning) {
  STACMLM_CHECK(check_once("--band", planning.options.bands));
  STACMLM_CHECK(check_once("--time", planning.options.times));
  STACMLM_CHECK(check_once("--input", planning.options.inputs));
  std::vector<std::string> names;
  std::vector<std::string> inputs;
  std::vector<std::string> both;
  for (std::size_t i = 0; i < planning.inputs.size(); ++i) {
    const InputPlan& input = planning.plan.inputs[i];
    const std::string stated(planning.inputs[i].name.value_or(""));
    inputs.push_back(input.tensor);
    if (!stated.empty() && stated != input.tensor) inputs.push_back(stated);
    for (const BandUse& use : input.reads_of(0)) {
      if (std::ranges::find(names, use.wanted) == names.end()) names.push_back(use.wanted);
      both.push_back(fmt::format("{}/{}", input.tensor, use.wanted));
      both.push_back(fmt::format("{}/{}", stated, use.wanted));
    }
  }
  for (const auto& [name, called] : planning.options.bands) {
    if (std::ranges::find(names, name) != names.end()) continue;
    if (std::ranges::find(both, name) != both.end()) continue;
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string cure = rules::did_you_mean(name, views);
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--band {}={}: the model has no such band{}{}", name, called,
                                  cure.empty() ? "; it has " : "; ",
                                  cure.empty() ? fmt::format("{}", fmt::join(names, ", ")) : cure));
  }
  for (const auto& [name, number] : planning.options.times) {
    if (std::ranges::find(inputs, name) != inputs.end()) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--time {}={}: the model has no such input; it has {}", name,
                                  number, fmt::join(inputs, ", ")));
  }
  return {};
}

}  // namespace stacmlm::run

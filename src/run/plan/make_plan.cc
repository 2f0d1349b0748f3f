// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "run/plan/check_word.h"
#include "run/plan/compile_input.h"
#include "run/plan/planning.h"
#include "run/runtime_kinds.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {
namespace {

base::Result<void> check_runtime(const std::string& asked) {
  const RuntimeKind* found = find_runtime(asked);
  if (found != nullptr && !found->is_built) {
    const auto opened = found->open({});
    return opened ? base::Result<void>() : tl::unexpected(opened.error());
  }
  if (asked == "auto" || found != nullptr) return {};
  std::vector<std::string_view> names;
  for (const RuntimeKind& kind : runtime_kinds()) names.push_back(kind.name);
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("--runtime {}: there are {}", asked, fmt::join(names, ", ")));
}

base::Result<void> add_steps(Planning& planning) {
  if (!planning.options.norm_domain.empty()) {
    STACMLM_CHECK(
        check_word("--norm-domain", planning.options.norm_domain, words_in(kNormDomains)));
  }
  planning.plan.norm_domain = planning.options.norm_domain;
  std::vector<Preprocess> preprocess;
  for (std::size_t i = 0; i < planning.inputs.size(); ++i) {
    const InputPlan& input = planning.plan.inputs[i];
    STACMLM_TRY(Preprocess compiled,
                compile_input(input, 0, planning.inputs[i], planning.options.norm_domain,
                              planning.options.pad));
    if (name_of(compiled.type()) != input.data_type)
      return refuse(input.field + ".input.data_type", "this element type is not prepared yet");
    if (compiled.resizes() && compiled.needs_norms()) {
      return refuse(input.field + ".norm_type",
                    "norms of the whole scene and resizing are not run yet");
    }
    preprocess.push_back(std::move(compiled));
  }
  tell_steps(planning, preprocess);
  return {};
}

}  // namespace

base::Result<Plan> make_plan(json::Value item, const std::string& item_path, const Scene& scene,
                             const artifact::Opener& open, const PlanOptions& options) {
  Planning planning{item, scene, options};
  planning.plan.item_path = item_path;
  planning.plan.nodata = options.nodata;
  STACMLM_CHECK(check_runtime(options.runtime));
  if (options.threshold && !std::isfinite(*options.threshold)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--threshold {}: it is no number", *options.threshold));
  }
  STACMLM_CHECK(choose_asset(planning, open));
  STACMLM_CHECK(choose_runtime(planning));
  take_stated_tensors(planning);
  STACMLM_CHECK(plan_inputs(planning));
  STACMLM_CHECK(find_bands(planning));
  if (planning.plan.runtime == "trees") {
    STACMLM_CHECK(check_features(planning));
  }
  STACMLM_CHECK(plan_grid(planning));
  STACMLM_CHECK(plan_stored_numbers(planning));
  STACMLM_CHECK(plan_time(planning));
  STACMLM_CHECK(plan_output(planning));
  STACMLM_CHECK(check_unused_options(planning));
  STACMLM_CHECK(plan_tiles(planning));
  STACMLM_CHECK(check_row_memory(planning));
  STACMLM_CHECK(add_steps(planning));
  return std::move(planning.plan);
}

}  // namespace stacmlm::run

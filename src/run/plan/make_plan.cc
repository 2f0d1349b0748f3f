// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "run/plan/compile_input.h"
#include "run/plan/planning.h"
#include "run/runtime_kinds.h"
#include "run/trees/read_forest.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {
namespace {

base::Result<void> check_runtime(const std::string& asked) {
  if (asked == "auto" || find_runtime(asked) != nullptr) return {};
  std::vector<std::string_view> names;
  for (const RuntimeKind& kind : runtime_kinds()) names.push_back(kind.name);
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("--runtime {}: there are {}", asked, fmt::join(names, ", ")));
}

/// @pre choose_asset() has found a file that one of them runs
base::Result<void> choose_runtime(Planning& planning) {
  const std::string& asked = planning.options.runtime;
  const std::string& device = planning.options.device;
  planning.plan.runtime = runtime_for(planning.plan.format, asked)->name;
  if (device != "cpu" && device != "cuda" && !device.starts_with("cuda:")) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--device {}: cpu, cuda or cuda:N", device));
  }
  planning.plan.device = device;
  if (planning.plan.runtime == "trees") {
    if (auto checked = trees::check_model(planning.file); !checked)
      return tl::unexpected(std::move(checked).error().during(planning.plan.href));
  }
  const std::string_view wanted = planning.model.accelerator.value_or("");
  const bool is_met = wanted.empty() || wanted == "cpu" || wanted == "amd64" ||
                      (wanted == "cuda" && device.starts_with("cuda"));
  if (is_met) return {};
  if (planning.model.accelerator_constrained.value_or(false)) {
    return refuse(
        "mlm:accelerator_constrained",
        fmt::format("the model runs on {} alone, and is asked to run on {}", wanted, device),
        "--device says where");
  }
  planning.note(fmt::format("the model was made for {} and runs on {}", wanted, device));
  return {};
}

base::Result<void> add_steps(Planning& planning) {
  if (!planning.options.norm_domain.empty() && !norm_domain_of(planning.options.norm_domain)) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("--norm-domain {}: sample, channel or pixel", planning.options.norm_domain));
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
  STACMLM_CHECK(choose_asset(planning, open));
  STACMLM_CHECK(choose_runtime(planning));
  STACMLM_CHECK(plan_inputs(planning));
  STACMLM_CHECK(find_bands(planning));
  if (planning.plan.runtime == "trees") {
    STACMLM_CHECK(check_features(planning));
  }
  STACMLM_CHECK(plan_grid(planning));
  STACMLM_CHECK(plan_stored_numbers(planning));
  STACMLM_CHECK(plan_time(planning));
  STACMLM_CHECK(plan_output(planning));
  STACMLM_CHECK(plan_tiles(planning));
  STACMLM_CHECK(add_steps(planning));
  return std::move(planning.plan);
}

}  // namespace stacmlm::run

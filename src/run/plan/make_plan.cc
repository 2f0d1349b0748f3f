// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "run/plan/compile_input.h"
#include "run/plan/planning.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {
namespace {

base::Result<void> choose_runtime(Planning& planning) {
  const std::string& asked = planning.options.runtime;
  const std::string& device = planning.options.device;
  if (!asked.empty() && asked != "auto" && asked != "onnxruntime" && asked != "evaluator") {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("--runtime {}: there are onnxruntime and evaluator", asked));
  }
  planning.plan.runtime = asked.empty() || asked == "auto" ? "onnxruntime" : asked;
  if (device != "cpu" && device != "cuda" && !device.starts_with("cuda:")) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--device {}: cpu, cuda or cuda:N", device));
  }
  planning.plan.device = device;
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
  STACMLM_TRY(const Preprocess preprocess,
              compile_input(planning.plan.input, planning.input, planning.options.norm_domain,
                            planning.options.pad));
  if (name_of(preprocess.type()) != planning.plan.input.data_type) {
    return refuse("mlm:input[0].input.data_type", "this element type is not prepared yet");
  }
  if (preprocess.resizes() && preprocess.needs_norms()) {
    return refuse("mlm:input[0].norm_type",
                  "norms of the whole scene and resizing are not run yet");
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
  STACMLM_CHECK(choose_asset(planning, open));
  STACMLM_CHECK(choose_runtime(planning));
  STACMLM_CHECK(plan_input(planning));
  STACMLM_CHECK(find_bands(planning));
  STACMLM_CHECK(plan_grid(planning));
  STACMLM_CHECK(plan_stored_numbers(planning));
  STACMLM_CHECK(plan_time(planning));
  STACMLM_CHECK(plan_output(planning));
  STACMLM_CHECK(plan_tiles(planning));
  STACMLM_CHECK(add_steps(planning));
  return std::move(planning.plan);
}

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/nearest.h"
#include "run/device.h"
#include "run/plan/planning.h"
#include "run/runtime_kinds.h"
#include "run/trees/read_forest.h"

namespace stacmlm::run {
namespace {

#if defined(__x86_64__)
constexpr bool kIsAmd64 = true;
#else
constexpr bool kIsAmd64 = false;
#endif

/// `mlm:accelerator` is what the model is going to run on.
bool is_met(std::string_view accelerator, const Device& device) {
  if (accelerator.empty()) return true;
  if (accelerator == "cuda") return device.cuda.has_value();
  if (device.cuda) return false;
  return accelerator == "cpu" || (accelerator == "amd64" && kIsAmd64);
}

/// What the model asks for is there, or is no must.
base::Result<void> check_accelerator(Planning& planning, const Device& device) {
  const std::string wanted(planning.model.accelerator.value_or(""));
  const std::int64_t count = planning.model.accelerator_count.value_or(1);
  const bool is_must = planning.model.accelerator_constrained.value_or(false);
  const std::string& asked = planning.plan.device;
  if (!is_met(wanted, device)) {
    if (is_must) {
      return refuse("mlm:accelerator_constrained",
                    fmt::format("the model runs on {} alone, and is asked to run on {}",
                                rules::shown(wanted), asked),
                    "--device says where");
    }
    planning.note(
        fmt::format("the model was made for {} and runs on {}", rules::shown(wanted), asked));
  }
  if (wanted.empty() || count <= 1) return {};
  if (is_must)
    return refuse("mlm:accelerator_count",
                  fmt::format("the model needs {} devices, and is run on one", count));
  planning.note(fmt::format("the model was made for {} devices and runs on one", count));
  return {};
}

}  // namespace

base::Result<void> choose_runtime(Planning& planning) {
  planning.plan.runtime = runtime_for(planning.plan.format, planning.options.runtime)->name;
  planning.plan.device = planning.options.device;
  const auto device = find_device(planning.plan.device);
  if (!device) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--device {}: cpu, cuda or cuda:N", planning.plan.device));
  }
  if (planning.plan.runtime == "trees") {
    if (auto checked = trees::check_model(planning.file); !checked)
      return tl::unexpected(std::move(checked).error().during(planning.plan.href));
  }
  return check_accelerator(planning, *device);
}

}  // namespace stacmlm::run

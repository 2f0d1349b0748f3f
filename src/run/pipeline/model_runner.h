// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "run/preprocess/preprocess.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/run.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {

/// The model of a plan in its runtime, and which of its outputs is kept.
struct LoadedModel {
  std::unique_ptr<Runtime> runtime;  // outlives the model
  std::unique_ptr<Model> model;
  std::size_t output = 0;
};

base::Result<LoadedModel> load_model(const Plan& plan, const artifact::OpenedFile& file,
                                     const RunOptions& options);

}  // namespace stacmlm::run

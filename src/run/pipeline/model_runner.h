// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "run/preprocess/preprocess.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/run.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {

/// The model of a plan in its runtime, and which of its inputs and outputs the plan means.
struct LoadedModel {
  std::unique_ptr<Runtime> runtime;  // outlives the model
  std::unique_ptr<Model> model;
  std::vector<std::size_t> inputs;   // in the model, of each of the plan
  std::vector<std::size_t> outputs;  // in the model, of each tensor that is kept
  std::vector<Tensor> tensors;       // of the model's inputs: the constant ones; the others empty
};

/// The model alone: inputs and outputs stay empty.
base::Result<LoadedModel> load_whole(const Plan& plan, const artifact::OpenedFile& file,
                                     const RunOptions& options);
base::Result<LoadedModel> load_model(const Plan& plan, const artifact::OpenedFile& file,
                                     const RunOptions& options);

}  // namespace stacmlm::run

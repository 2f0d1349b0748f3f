// SPDX-License-Identifier: Apache-2.0
// Dicts that hold a model and other things: what their keys mean.
#pragma once

#include <string_view>

#include "artifact/collector.h"
#include "artifact/pickle/pairs.h"

namespace stacmlm::artifact::torch {

/// The value that is the model: that of the first usual key. kNoValue: the dict is a state dict, or
/// nothing in it is known to be one.
pickle::ValueId model_of_checkpoint(const pickle::Values& values, const pickle::Pairs& pairs);

/// True for keys of training state: `optimizer_states`.
bool is_optimizer(std::string_view key);

/// Versions, numbers and labels that stand at the top of a checkpoint, or in its hyper-parameters.
base::Result<void> read_checkpoint_facts(const pickle::Values& values, pickle::ValueId top,
                                         Collector& collector);

}  // namespace stacmlm::artifact::torch

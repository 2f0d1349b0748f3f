// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/pickle/machine.h"
#include "artifact/torch/script_code.h"
#include "artifact/torch/weight_list.h"

namespace stacmlm::artifact::torch {

/// Finds the tensors in what a pickle holds, names them by their way from the top, and adds them to
/// the weights: a state dict, a checkpoint with one in it, a module, an object of TorchScript.
/// Class names and what a checkpoint says of itself go to the collector.
base::Result<void> read_state(const pickle::Stream& stream, const ScriptClasses& classes,
                              WeightList& weights, Collector& collector);

/// The tensors of TorchScript's `constants.pkl`. Those of a frozen model are its parameters: it has
/// no other weights.
base::Result<void> read_constants(const pickle::Stream& stream, bool is_frozen,
                                  WeightList& weights);

}  // namespace stacmlm::artifact::torch

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/script.h>

#include <string>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::run::pt {

/// What forward() gives its tensors in.
enum class Container { kNone, kTuple, kList, kDict };

struct Interface {
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;  ///< keys of a dict
  Container container = Container::kNone;
};

/// `kLimitExceeded`: with all calls written out, forward() would have too many operations.
base::Result<void> check_size(const torch::jit::Module& module);

/// What forward() takes and gives. `kUnsupported`: other than tensors, or as many as only a run
/// tells. @pre the module is frozen: all calls are written out
base::Result<Interface> interface_of(const torch::jit::Module& module);

/// `kUnsupported`: forward() has operations that are of training. @pre as before
base::Result<void> check_trained(const torch::jit::Module& module);

}  // namespace stacmlm::run::pt

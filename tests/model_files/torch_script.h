// SPDX-License-Identifier: Apache-2.0
// Modules of TorchScript that libtorch runs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model_files/kinds.h"
#include "model_files/torch_pickle.h"

namespace stacmlm::model_files {

/// Members of a module, each in a storage of its own; the numbers of all of them, one behind the
/// other, as they lie in memory.
struct ScriptMembers {
  std::vector<TorchTensor> tensors{};
  std::string numbers{};
};

/// The archive of a module of the class `Net`, whose methods `code` has.
std::string script_archive(std::string_view code, const ScriptMembers& members);

/// Their input is `image`. Hostile ones are data alone, and too much for libtorch.
std::span<const Kind> torch_script_kinds();

}  // namespace stacmlm::model_files

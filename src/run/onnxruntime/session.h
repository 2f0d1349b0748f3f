// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "run/onnxruntime/api.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run::ort {

/// The library and what all of its sessions share.
struct Environment {
  std::shared_ptr<const Library> library;
  Owned<Env> env;
  Owned<MemoryInfo> memory;

  [[nodiscard]] const Api& api() const { return library->api; }
};

base::Result<std::shared_ptr<const Environment>> make_environment(
    std::shared_ptr<const Library> library);

/// A session of one model: each run works on its caller's thread alone. `kUnsupported`: it has to
/// run on CUDA, and the library cannot.
base::Result<std::unique_ptr<Model>> open_session(std::shared_ptr<const Environment> environment,
                                                  const std::string& path, const LoadOptions& load);

}  // namespace stacmlm::run::ort

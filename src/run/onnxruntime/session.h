// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "run/onnxruntime/api.h"
#include "run/onnxruntime/tensor_memory.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run::ort {

/// What the library calls for memory. It keeps the address.
struct TensorAllocator {
  Allocator table{};  ///< first: the library knows no more of it
  const MemoryInfo* info = nullptr;
  TensorMemory memory;
};

/// The library and what all of its sessions share.
struct Environment {
  std::shared_ptr<const Library> library;
  Owned<MemoryInfo> memory;
  std::unique_ptr<TensorAllocator> allocator;
  Owned<Env> env;
  std::shared_ptr<void> registration;  ///< of the allocator; last: it goes first

  [[nodiscard]] const Api& api() const { return library->api; }
};

base::Result<std::shared_ptr<const Environment>> make_environment(
    std::shared_ptr<const Library> library);

/// A session of one model: each run works on its caller's thread alone. `kUnsupported`: it has to
/// run on CUDA, and the library cannot.
base::Result<std::unique_ptr<Model>> open_session(std::shared_ptr<const Environment> environment,
                                                  const std::string& path, const LoadOptions& load);

}  // namespace stacmlm::run::ort

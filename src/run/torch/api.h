// SPDX-License-Identifier: Apache-2.0
// What libstacmlm_torch.so gives. libtorch brings some hundred libraries with it, so that what is
// compiled with it is a library of its own, loaded with the first TorchScript module.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run::pt {

/// A module in memory.
class Module {
 public:
  Module() = default;
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  virtual ~Module() = default;

  /// Names of the tensors that forward() takes, and of those that it gives.
  [[nodiscard]] virtual const std::vector<std::string>& inputs() const = 0;
  [[nodiscard]] virtual const std::vector<std::string>& outputs() const = 0;
  /// A tensor for each output. Safe to call from several threads: each call works on one thread.
  /// @pre as many inputs as inputs(), of sizes that are none below 0
  [[nodiscard]] virtual base::Result<std::vector<Tensor>> run(
      std::span<const TensorView> inputs) const = 0;
};

/// What the one symbol of the library gives. Nothing in it throws.
struct Library {
  const char* built_with;  ///< kBuiltWith, as it was for the library
  const char* version;     ///< of libtorch
  /// Reads a file that was found to be data alone.
  base::Result<std::unique_ptr<Module>> (*load)(const std::string& path);
};

inline constexpr const char* kFile = "libstacmlm_torch.so";
inline constexpr const char* kSymbol = "stacmlm_torch";
/// The number of this interface, and the compiler: objects mean the same on both sides only if
/// these are the same.
inline constexpr const char* kBuiltWith = "1, " __VERSION__;

}  // namespace stacmlm::run::pt

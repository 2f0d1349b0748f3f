// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::run {

/// An expression of the metadata that a program of others works out. Called from one thread at a
/// time.
class ExternalFunction {
 public:
  ExternalFunction() = default;
  ExternalFunction(const ExternalFunction&) = delete;
  ExternalFunction& operator=(const ExternalFunction&) = delete;
  virtual ~ExternalFunction() = default;

  /// One band of `height` x `width` pixels from several, which stand one behind the other in
  /// `given`. `kBackend`: it failed, took too long, or gave something else.
  [[nodiscard]] virtual base::Result<void> call(std::span<const double> given, std::int64_t height,
                                                std::int64_t width, std::span<float> band) = 0;
};

/// Starts the function of an expression of the format `python`: `package.module:function`.
/// `kBackend`: there is no such function, or nothing to run it with.
using StartExternal =
    std::function<base::Result<std::unique_ptr<ExternalFunction>>(const std::string& expression)>;

}  // namespace stacmlm::run

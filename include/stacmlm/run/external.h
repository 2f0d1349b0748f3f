// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::run {

/// An expression of the metadata (MLM Processing Expression, `format` and `expression` of a band)
/// that a program of others works out. Called from one thread at a time.
class ExternalFunction {
 public:
  ExternalFunction() = default;
  ExternalFunction(const ExternalFunction&) = delete;
  ExternalFunction& operator=(const ExternalFunction&) = delete;
  virtual ~ExternalFunction() = default;

  /// One band of `height` x `width` pixels from several, which stand one behind the other in
  /// `given`, row by row, scale and offset applied; what nodata pixels hold means nothing. The
  /// result goes to `band`, which has room for height x width numbers. `kBackend`: it failed, took
  /// too long, or gave something else.
  [[nodiscard]] virtual base::Result<void> call(std::span<const double> given, std::int64_t height,
                                                std::int64_t width, std::span<float> band) = 0;
};

/// Starts the function of an expression of the format `python`: `package.module:function`.
/// `kBackend`: there is no such function, or nothing to run it with. The library starts no program:
/// it calls what the caller puts into RunOptions::start_external, and that alone.
using StartExternal =
    std::function<base::Result<std::unique_ptr<ExternalFunction>>(const std::string& expression)>;

}  // namespace stacmlm::run

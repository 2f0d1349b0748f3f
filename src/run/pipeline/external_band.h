// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "run/preprocess/pixel_block.h"
#include "run/preprocess/preprocess.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/external.h"
#include "stacmlm/run/run.h"

namespace stacmlm::run {

/// A band that a program of others makes of those that were read.
class ExternalBand {
 public:
  struct Source {
    std::size_t read = 0;  ///< index in what compute() is given
    FileScaling scaling;
  };

  ExternalBand(std::string field, std::vector<Source> sources,
               std::unique_ptr<ExternalFunction> function)
      : field_(std::move(field)),
        sources_(std::move(sources)),
        function_(std::move(function)),
        mutex_(std::make_unique<std::mutex>()) {}

  /// `valid` gets 1 where all sources are and the result is a number. Safe to call from several
  /// threads, which wait for each other. Errors name the field.
  base::Result<void> compute(std::span<const BandPixels> reads, std::int64_t width,
                             std::int64_t height, std::span<float> band,
                             std::span<std::uint8_t> valid) const;

 private:
  std::string field_;
  std::vector<Source> sources_;
  std::unique_ptr<ExternalFunction> function_;
  std::unique_ptr<std::mutex> mutex_;  // of the function
};

/// The function that works out a channel of the input. Errors name the field.
base::Result<std::unique_ptr<ExternalFunction>> start_function(const InputPlan& input,
                                                               std::size_t channel,
                                                               const RunOptions& options);

/// What code the functions of a plan run, for the key of its result.
base::Result<std::string> code_of_functions(const Plan& plan, const RunOptions& options);

}  // namespace stacmlm::run

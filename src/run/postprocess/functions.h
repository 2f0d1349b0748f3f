// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "run/expression/expression.h"
#include "run/postprocess/postprocess.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// `post_processing_function`: expressions over the channels of the scores, one after the other.
/// Safe to use from several threads.
class OutputFunctions {
 public:
  /// `kUnsupported`, `kInvalidDocument`: one of them cannot be run; the message names it.
  static base::Result<OutputFunctions> compile(const OutputPlan& output);

  [[nodiscard]] bool empty() const { return functions_.empty(); }
  /// Channels that the last one gives. @pre not empty()
  [[nodiscard]] std::size_t results() const { return functions_.back().results(); }

  /// The scores become what the last one gives; what is not finite becomes NaN, and is counted
  /// where the pixel is valid (`valid` as Postprocess::finish()).
  void apply(Scores& scores, std::span<const std::uint8_t> valid) const;

  /// Numbers that were not finite, so far.
  [[nodiscard]] std::uint64_t not_finite() const { return *not_finite_; }

 private:
  std::vector<Expression> functions_;
  std::unique_ptr<std::atomic<std::uint64_t>> not_finite_ =
      std::make_unique<std::atomic<std::uint64_t>>(0);
};

}  // namespace stacmlm::run

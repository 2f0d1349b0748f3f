// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "run/expression/expression.h"
#include "run/postprocess/postprocess.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// `post_processing_function`: expressions over the channels of the scores, one after the other.
/// Immutable: safe to use from several threads.
class OutputFunctions {
 public:
  /// `kUnsupported`, `kInvalidDocument`: one of them cannot be run; the message names it.
  static base::Result<OutputFunctions> compile(const OutputPlan& output);

  [[nodiscard]] bool empty() const { return functions_.empty(); }
  /// Channels that the last one gives. @pre not empty()
  [[nodiscard]] std::size_t results() const { return functions_.back().results(); }

  /// The scores become what the last one gives.
  void apply(Scores& scores) const;

 private:
  std::vector<Expression> functions_;
};

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/jobs.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::cli {

/// Does jobs; one per thread.
class Worker {
 public:
  explicit Worker(const rules::CheckOptions& options);

  /// The reports of the job's documents, in their order.
  std::vector<diag::DocumentReport> work(Job job);

 private:
  diag::DocumentReport file(const Input& input);
  void lines(const Lines& lines, std::vector<diag::DocumentReport>& reports);
  [[nodiscard]] diag::DocumentReport failed(const std::string& path, std::string why) const;
  [[nodiscard]] diag::DocumentReport too_large(const std::string& path, std::size_t bytes) const;

  rules::CheckOptions options_;
  rules::Checker checker_;
};

}  // namespace stacmlm::cli

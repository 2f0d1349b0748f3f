// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stacmlm/artifact/verify.h"
#include "stacmlm/rules/check.h"
#include "stacmlm/rules/tree_check.h"

namespace stacmlm::cli {

/// What was found in one document.
struct Judged {
  diag::DocumentReport report;
  std::vector<artifact::Comparison> comparisons;  ///< with files of models
  std::vector<std::string> not_done;              ///< what could not be looked at, as sentences
};

/// Finds what a command looks for in documents. One per thread.
class Judge {
 public:
  Judge() = default;
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;
  virtual ~Judge() = default;

  virtual Judged judge(json::Text text, const std::string& path) = 0;
  /// The last document as a part of a tree of files, for those who look at trees.
  virtual std::optional<rules::TreeNotes> notes(diag::DocumentReport&) { return std::nullopt; }
};

using MakeJudge = std::function<std::unique_ptr<Judge>(const rules::CheckOptions& options)>;

/// Judges by the rules: what `mlm validate` does.
std::unique_ptr<Judge> judge_by_rules(const rules::CheckOptions& options);

}  // namespace stacmlm::cli

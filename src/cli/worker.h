// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/jobs.h"
#include "cli/judge.h"
#include "cli/policy.h"
#include "stacmlm/rules/check.h"
#include "stacmlm/rules/tree_check.h"

namespace stacmlm::cli {

enum class Fixes { kNone, kSafe, kAll };

struct WorkOptions {
  rules::CheckOptions check;  ///< the profile comes from the policy
  Policy policy;
  MakeJudge make_judge = judge_by_rules;
  Fixes fixes = Fixes::kNone;
  bool tree = false;  ///< the files are looked at as a tree, too
};

/// One document after its check.
struct Checked {
  diag::DocumentReport report;  ///< with the findings that are to be shown
  bool fails = false;
  std::size_t fixes = 0;
  std::string before;  ///< the text, if it was changed by fixes or goes to standard output
  std::string after;
  bool is_left_alone = false;  ///< it has fixes, and is none of the files that may be written
  std::vector<const Silence*> silences;
  std::vector<const Silence*> used_silences;
  std::vector<artifact::Comparison> comparisons;
  std::vector<std::string> not_done;
  std::optional<rules::TreeNotes> notes;  ///< of a file, if the tree is looked at
};

/// Leaves of a report what is to be shown.
Checked finished(const FilePolicy& policy, diag::DocumentReport report);

/// A job after it was done.
struct Done {
  std::vector<Checked> documents;
  std::optional<Lines> lines;  ///< with fixes alone: the NDJSON lines as they are now
};

/// Does jobs; one per thread.
class Worker {
 public:
  explicit Worker(const WorkOptions& options) : options_(&options) {}

  Done work(Job job);

 private:
  Checked file(const Input& input);
  Checked piped(Piped piped);
  Checked document(const FilePolicy& policy, const std::function<json::Text()>& text,
                   const Input& input, bool in_tree = false);
  Checked check(const FilePolicy& policy, json::Text text, const Input& input, bool in_tree);
  void lines(Lines lines, Done& done);
  Judge& judge(rules::Profile profile);

  const WorkOptions* options_;
  std::array<std::unique_ptr<Judge>, 2> judges_;
};

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/judge.h"

#include <utility>

namespace stacmlm::cli {
namespace {

class JudgeByRules : public Judge {
 public:
  explicit JudgeByRules(const rules::CheckOptions& options)
      : options_(options), checker_(options) {}

  Judged judge(json::Text text, const std::string& path) override {
    Judged judged;
    judged.report = checker_.check(std::move(text), path);
    return judged;
  }

  std::optional<rules::TreeNotes> notes(diag::DocumentReport& report) override {
    return rules::notes_of(checker_.document(), options_, report);
  }

 private:
  rules::CheckOptions options_;
  rules::Checker checker_;
};

}  // namespace

std::unique_ptr<Judge> judge_by_rules(const rules::CheckOptions& options) {
  return std::make_unique<JudgeByRules>(options);
}

}  // namespace stacmlm::cli

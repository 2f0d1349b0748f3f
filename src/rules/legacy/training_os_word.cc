// SPDX-License-Identifier: Apache-2.0
#include "rules/legacy/rules.h"
#include "rules/legacy/words.h"
#include "rules/nearest.h"
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::rules {
namespace {

/// The names that people use, and those that the extension has for them.
struct UsualName {
  std::string_view usual;
  std::string_view word;
};
constexpr UsualName kUsualNames[] = {
    {"windows", "win32"}, {"win64", "win32"},  {"macos", "darwin"}, {"mac os x", "darwin"},
    {"osx", "darwin"},    {"ubuntu", "linux"}, {"debian", "linux"}, {"gnu/linux", "linux"}};

std::string_view meant_system(std::string_view text, std::span<const std::string_view> words) {
  for (const UsualName& name : kUsualNames) {
    if (same_letters(text, name.usual)) return name.word;
  }
  return meant_word(text, words);
}

void check(const Context& context, Findings& findings) {
  static const json::Key kKey("ml-model:training-os");
  check_words(context, findings, kKey, mlm::legacy::training_operating_systems(), &meant_system);
}

}  // namespace

const Rule kTrainingOsWord{
    "MLM713",
    "training-os-word",
    "a training operating system is none of the recommended words",
    severities::kShould,
    Subject::kLegacyItem,
    &check,
    "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md#ml-modeltraining-os"};

}  // namespace stacmlm::rules

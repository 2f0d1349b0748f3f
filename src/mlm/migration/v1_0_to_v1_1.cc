// SPDX-License-Identifier: Apache-2.0
// 1.1.0 spells two frameworks anew and wants free ones to begin and end with a letter or digit.
#include <utility>

#include "mlm/migration/steps.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::mlm::migration {
namespace {

constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
    {"Scikit-learn", "scikit-learn"},
    {"Huggingface", "Hugging Face"},
};

std::string_view trimmed(std::string_view name) {
  constexpr std::string_view kEnds = " \t\r\n\f\v._-";
  const std::size_t first = name.find_first_not_of(kEnds);
  if (first == std::string_view::npos) return {};
  return name.substr(first, name.find_last_not_of(kEnds) - first + 1);
}

void migrate_framework(ObjectMigration& migration, json::DraftNode& framework) {
  for (const auto& [old_name, new_name] : kSpellings) {
    if (!framework.equals(old_name)) continue;
    migration.replace(framework, json::quote(new_name), "MLM 1.1.0 spells the framework so");
    return;
  }
  if (!framework.is_string() || kFrameworkName.matches(framework.string())) return;
  const std::string name(trimmed(framework.string()));
  if (kFrameworkName.matches(name)) {
    migration.replace(framework, json::quote(name),
                      "the name of a framework begins and ends with a letter or digit");
  } else {
    migration.needs_person(framework, "this name of a framework is refused since MLM 1.1.0",
                           "no rule says what it should be");
  }
}

}  // namespace

void migrate_v1_0_to_v1_1(ObjectMigration& migration) {
  for (json::DraftNode* holder : migration.holders()) {
    if (json::DraftNode* framework = holder->find("mlm:framework"); framework != nullptr)
      migrate_framework(migration, *framework);
  }
}

}  // namespace stacmlm::mlm::migration

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/framework_names.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

bool is_listed(std::string_view framework, mlm::Version version) {
  static const WordList kListed(mlm::all_words(mlm::frameworks()));
  const int index = kListed.find(Word(framework));
  return index >= 0 &&
         mlm::frameworks()[static_cast<std::size_t>(index)].versions.holds(mlm::ordinal(version));
}

/// As the list of that version spells it; empty if it is not in there.
std::string_view in_list(std::string_view framework, mlm::Version version) {
  for (const mlm::Term& term : mlm::frameworks()) {
    if (term.versions.holds(mlm::ordinal(version)) && same_letters(framework, term.word))
      return term.word;
  }
  return {};
}

void look_at(const mlm::Model& model, mlm::Version version, Findings& findings) {
  if (!model.framework || is_listed(*model.framework, version)) return;
  const std::string_view name = in_list(framework_named(*model.framework), version);
  if (name.empty() || name == *model.framework) return;
  Finding& finding = findings.at_value(
      model.framework.raw(), fmt::format("{} is spelt `{}`", shown(*model.framework), name));
  finding.hint(fmt::format("write `{}`", name));
  if (findings.is_full()) return;
  finding.safe_fix("spell it as MLM does",
                   {{json::PatchOperation::Kind::kReplace, json::pointer_to(model.framework.raw()),
                     json::quote(name), ""}});
}

void check(const Context& context, Findings& findings) {
  const mlm::Version version = context.version();
  look_at(context.model(), version, findings);
  for (const AssetView& asset : context.assets()) look_at(*asset.model, version, findings);
}

}  // namespace

const Rule kFrameworkSpelling{"MLM207",
                              "framework-spelling",
                              "a framework of the list in another spelling",
                              severities::kShould,
                              Subject::kModelItem,
                              &check,
                              "README.md#framework"};

}  // namespace stacmlm::rules

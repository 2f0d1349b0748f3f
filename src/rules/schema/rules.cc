// SPDX-License-Identifier: Apache-2.0
#include "rules/schema/rules.h"

#include <array>

#include "rules/catalogue.h"

namespace stacmlm::rules {

using json::ViolationKind;
using severities::kHint;
using severities::kSchema;

namespace {

constexpr std::size_t kKinds = 7;

/// The kinds of facts that share a code, in the order of their numbers.
std::size_t number_of(ViolationKind kind) {
  switch (kind) {
    case ViolationKind::kMissing:
    case ViolationKind::kDependency:
      return 0;
    case ViolationKind::kType:
      return 1;
    case ViolationKind::kWord:
      return 2;
    case ViolationKind::kPattern:
      return 3;
    case ViolationKind::kLength:
    case ViolationKind::kBound:
    case ViolationKind::kItemCount:
    case ViolationKind::kMemberCount:
    case ViolationKind::kDuplicateItem:
      return 4;
    case ViolationKind::kUnknownMember:
    case ViolationKind::kForbidden:
      return 5;
    default:
      return 6;
  }
}

// Each finding links to the text of its own object: these are where people start to read.
constexpr std::string_view kItemFields =
    "https://github.com/radiantearth/stac-spec/blob/v1.0.0/item-spec/item-spec.md#item-fields";
constexpr std::string_view kModelFields = "README.md#item-properties-and-collection-fields";

constexpr std::array<Rule, kKinds> kCore = {{
    {"STAC101", "core-member-missing", "a member that STAC demands is missing", kSchema,
     Subject::kShape, nullptr, kItemFields},
    {"STAC102", "core-wrong-type", "a member has another JSON type than STAC demands", kSchema,
     Subject::kShape, nullptr, kItemFields},
    {"STAC103", "core-not-in-vocabulary", "a word is not in the list of STAC", kSchema,
     Subject::kShape, nullptr, kItemFields},
    {"STAC104", "core-pattern", "a text has not the form that STAC demands", kSchema,
     Subject::kShape, nullptr, kItemFields},
    {"STAC105", "core-bound", "a number, length or count is out of the bounds of STAC", kSchema,
     Subject::kShape, nullptr, kItemFields},
    {"STAC106", "core-not-allowed", "a member stands where STAC does not allow it", kSchema,
     Subject::kShape, nullptr, kItemFields},
    {"STAC107", "core-no-alternative", "a value has none of the forms that STAC allows", kSchema,
     Subject::kShape, nullptr, kItemFields},
}};

constexpr std::array<Rule, kKinds> kMlm = {{
    {"MLM101", "member-missing", "a member that MLM demands is missing", kSchema, Subject::kShape,
     nullptr, kModelFields},
    {"MLM102", "wrong-type", "a member has another JSON type than MLM demands", kSchema,
     Subject::kShape, nullptr, kModelFields},
    {"MLM201", "not-in-vocabulary", "a word is not in the list of MLM", kSchema, Subject::kShape,
     nullptr, kModelFields},
    {"MLM103", "pattern", "a text has not the form that MLM demands", kSchema, Subject::kShape,
     nullptr, kModelFields},
    {"MLM105", "bound", "a number, length or count is out of the bounds of MLM", kSchema,
     Subject::kShape, nullptr, kModelFields},
    {"MLM106", "unknown-member", "a member is not known to MLM", kSchema, Subject::kShape, nullptr,
     kModelFields},
    {"MLM107", "no-alternative", "a value has none of the forms that MLM allows", kSchema,
     Subject::kShape, nullptr, kModelFields},
}};

constexpr std::array<Rule, kKinds> kExtension = {{
    {"MLM601", "extension-member-missing", "a member that an extension demands is missing", kSchema,
     Subject::kShape},
    {"MLM602", "extension-wrong-type", "a member has another JSON type than an extension demands",
     kSchema, Subject::kShape},
    {"MLM603", "extension-not-in-vocabulary", "a word is not in the list of an extension", kSchema,
     Subject::kShape},
    {"MLM604", "extension-pattern", "a text has not the form that an extension demands", kSchema,
     Subject::kShape},
    {"MLM605", "extension-bound", "a number, length or count is out of the bounds of an extension",
     kSchema, Subject::kShape},
    {"MLM606", "extension-not-allowed", "a member stands where an extension does not allow it",
     kSchema, Subject::kShape},
    {"MLM607", "extension-no-alternative", "a value has none of the forms that an extension allows",
     kSchema, Subject::kShape},
}};

}  // namespace

const Rule kUnchecked{"MLM608", "part-not-checked", "a part of the document is not checked", kHint,
                      Subject::kText};
const Rule kUnknownExtension{
    "MLM609",
    "extension-not-checked",
    "an extension is not checked",
    kHint,
    Subject::kText,
    nullptr,
    "https://github.com/radiantearth/stac-spec/blob/v1.0.0/item-spec/item-spec.md#stac_extensions"};
const Rule kUserSchema{
    "MLM610",
    "user-schema",
    "a schema that the user supplies does not allow it",
    kSchema,
    Subject::kText,
    nullptr,
    "https://github.com/radiantearth/stac-spec/blob/v1.0.0/extensions/README.md"};
const Rule kRestsOnDocumentation{"MLM614",
                                 "rests-on-documentation",
                                 "an extension is judged by its documentation, not by its schema",
                                 {diag::Severity::kInfo, std::nullopt},
                                 Subject::kText};
const Rule kUnknownType{
    "STAC108",  "unknown-type", "the document is no Item, Collection, Catalog or ItemCollection",
    kSchema,    Subject::kText, nullptr,
    kItemFields};
const Rule kUnknownCoreVersion{
    "STAC109",
    "unknown-stac-version",
    "the STAC version is neither 1.0.0 nor 1.1.0",
    kSchema,
    Subject::kText,
    nullptr,
    "https://github.com/radiantearth/stac-spec/blob/v1.0.0/CHANGELOG.md"};

const Rule& rule_for(ViolationKind kind, Area area) {
  const auto& rules = area == Area::kCore ? kCore : area == Area::kMlm ? kMlm : kExtension;
  return rules[number_of(kind)];
}

RuleList schema_rules() {
  static const std::vector<const Rule*> rules = [] {
    std::vector<const Rule*> all = {&kUnchecked,   &kUnknownExtension,
                                    &kUserSchema,  &kRestsOnDocumentation,
                                    &kUnknownType, &kUnknownCoreVersion};
    for (const auto* area : {&kCore, &kMlm, &kExtension}) {
      for (const Rule& rule : *area) all.push_back(&rule);
    }
    return all;
  }();
  return rules;
}

}  // namespace stacmlm::rules

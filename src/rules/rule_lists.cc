// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_lists.h"

namespace stacmlm::rules {
namespace {

constexpr std::size_t kVersions = mlm::ordinal(mlm::kNewest) + 1;

/// All that decides which rules concern a document, as one number.
std::size_t kind_of(const Context& context) {
  const auto type = static_cast<std::size_t>(context.type());
  const auto version = static_cast<std::size_t>(mlm::ordinal(context.version()));
  return ((type * 2 + (context.describes_model() ? 1 : 0)) * 2 +
          (context.describes_ml_model() ? 1 : 0)) *
             kVersions +
         version;
}

/// Asks for nothing of the document that kind_of() leaves out.
bool concerns(const Rule& rule, const Context& context) {
  const mlm::Version version = context.version();
  if (version < rule.since.first || version > rule.until) return false;
  const bool item = context.type() == ObjectType::kItem;
  switch (rule.subject) {
    case Subject::kItem:
      return item;
    case Subject::kModelItem:
      return item && context.describes_model();
    case Subject::kCollection:
      return context.type() == ObjectType::kCollection;
    case Subject::kLegacyItem:
      return context.describes_ml_model();
    case Subject::kAny:
      return context.type() != ObjectType::kOther;
    default:
      return false;
  }
}

}  // namespace

std::span<const Rule* const> RuleLists::rules_for(const Context& context) {
  const std::size_t kind = kind_of(context);
  if (kind >= lists_.size()) lists_.resize(kind + 1);
  if (!lists_[kind]) {
    List list;
    for (const Rule* rule : all_rules()) {
      const auto severity = rule->severities.in(profile_);
      if (rule->check != nullptr && severity && *severity >= least_ && concerns(*rule, context))
        list.push_back(rule);
    }
    lists_[kind] = std::make_unique<const List>(std::move(list));
  }
  return *lists_[kind];
}

}  // namespace stacmlm::rules

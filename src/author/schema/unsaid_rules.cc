// SPDX-License-Identifier: Apache-2.0
#include "author/schema/unsaid_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "stacmlm/mlm/version.h"

namespace stacmlm::author {

using rules::Area;
using rules::Rule;
using rules::Subject;

namespace {

bool concerns_core(const Rule& rule, std::string_view name) {
  return rule.code.starts_with("STAC") &&
         (rule.subject == Subject::kAny || rule.subject == Subject::kTree ||
          (rule.subject == Subject::kItem && name == "item") ||
          (rule.subject == Subject::kCollection && name == "collection"));
}

bool concerns_mlm(const Rule& rule, const stac::PublishedSchema& schema) {
  const auto uri = mlm::version_of_uri(schema.uri);
  if (!uri) return rule.subject == Subject::kLegacyItem;
  const bool is_checked = rule.subject == Subject::kItem || rule.subject == Subject::kModelItem ||
                          rule.subject == Subject::kCollection || rule.subject == Subject::kAny;
  return is_checked && rule.code.starts_with("MLM") && uri->version >= rule.since.said &&
         uri->version <= rule.until;  // before `said` it is a warning
}

bool concerns(const Rule& rule, const rules::KnownSchema& schema) {
  switch (schema.area) {
    case Area::kCore:
      return concerns_core(rule, schema.schema->name);
    case Area::kMlm:
      return concerns_mlm(rule, *schema.schema);
    default:
      return false;
  }
}

}  // namespace

std::string unsaid_rules(std::initializer_list<rules::KnownSchema> schemas,
                         rules::Profile profile) {
  std::vector<std::string_view> codes;
  for (const Rule* rule : rules::all_rules()) {
    const bool is_error = rule->severities.in(profile) == diag::Severity::kError;
    const auto concerns_rule = [&](const auto& schema) { return concerns(*rule, schema); };
    if (is_error && std::ranges::any_of(schemas, concerns_rule)) codes.push_back(rule->code);
  }
  if (codes.empty()) return {};
  return fmt::format("What JSON Schema cannot say (mlm explain CODE): {}", fmt::join(codes, ", "));
}

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/name_set.h"
#include "rules/rule_lists.h"
#include "rules/schema/plan_cache.h"
#include "rules/schema/schemas.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {

/// URIs, each once, in the order in which they are met.
class UriList {
 public:
  explicit UriList(std::vector<std::string>& uris) : uris_(uris) {}
  /// So many are to come, at most.
  void expect(std::size_t count) {
    constexpr std::size_t kMany = 16;
    if (uris_.empty()) uris_.reserve(std::min(count, kMany));
  }
  void add(std::string_view uri) {
    if (known_.contains(uri)) return;
    known_.add(uri);
    uris_.emplace_back(uri);
  }

 private:
  NameSet known_;
  std::vector<std::string>& uris_;
};

/// The extensions of a document, in all of its features.
struct MetExtensions {
  explicit MetExtensions(diag::DocumentReport& report)
      : checked(report.checked), not_checked(report.not_checked) {}
  UriList checked;
  UriList not_checked;
};

/// What is kept from one document to the next, so that its memory is used again.
struct Workspace {
  explicit Workspace(const CheckOptions& options)
      : findings(options.profile, options.least), rule_lists(options.profile, options.least) {}
  Context context;
  Findings findings;
  RuleLists rule_lists;
  PlanCache plans;
  std::vector<KnownSchema> schemas;        ///< of the extensions that the object lists, in order
  std::vector<const json::Shape*> shapes;  ///< of those that are known, each once
};

/// Checks one Item, Collection or Catalog: core, extensions, rules. What is found is added to the
/// findings of the workspace.
void check_object(json::Value object, const CheckOptions& options, Workspace& workspace,
                  MetExtensions& met);

/// Asks the schema `options.only` alone.
void check_only_schema(json::Value object, const CheckOptions& options, Workspace& workspace,
                       MetExtensions& met);

/// The `features` of an ItemCollection; tells if there is no list of them.
json::Value features_of(json::Value item_collection, Findings& findings);

/// Fills in what the document says of itself: id, type, STAC version.
void describe(json::Value root, diag::DocumentReport& report);

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/rule_lists.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {

/// What is kept from one document to the next, so that its memory is used again.
struct Workspace {
  explicit Workspace(Profile profile) : findings(profile), rule_lists(profile) {}
  Context context;
  Findings findings;
  RuleLists rule_lists;
};

/// Checks one Item, Collection or Catalog: core, extensions, rules. What was looked at is added to
/// the report, what was found to the findings.
void check_object(json::Value object, const CheckOptions& options, Workspace& workspace,
                  diag::DocumentReport& report);

/// Asks the schema `options.only` alone.
void check_only_schema(json::Value object, const CheckOptions& options, Workspace& workspace,
                       diag::DocumentReport& report);

/// Fills in what the document says of itself: id, type, STAC version.
void describe(json::Value root, diag::DocumentReport& report);

}  // namespace stacmlm::rules

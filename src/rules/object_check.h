// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rules/findings.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {

/// Checks one Item, Collection or Catalog: core, extensions, rules. What was looked at is added to
/// the report.
void check_object(json::Value object, const CheckOptions& options, Findings& findings,
                  diag::DocumentReport& report);

/// Asks the schema `options.only` alone.
void check_only_schema(json::Value object, const CheckOptions& options, Findings& findings,
                       diag::DocumentReport& report);

/// Fills in what the document says of itself: id, type, STAC version.
void describe(json::Value root, diag::DocumentReport& report);

}  // namespace stacmlm::rules

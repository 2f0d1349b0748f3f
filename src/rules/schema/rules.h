// SPDX-License-Identifier: Apache-2.0
// The rules that come from the facts of schemas: one per kind of fact and area, and those that word
// a fact of their own.
#pragma once

#include "stacmlm/json/shape.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

/// Whose schema states a fact.
enum class Area { kCore, kMlm, kExtension };

/// The rule for a failed fact of that kind.
const Rule& rule_for(json::ViolationKind kind, Area area);

extern const Rule kUnchecked;             // a part of the document that is not looked at
extern const Rule kUnknownExtension;      // an extension that is not looked at
extern const Rule kRestsOnDocumentation;  // an extension whose schema is not at hand
extern const Rule kUserSchema;            // what a schema of the user says
extern const Rule kUnknownType;
extern const Rule kUnknownCoreVersion;

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>

#include "rules/schema/schemas.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::author {

/// The codes of the rules that a document of these schemas must keep and that no JSON Schema can
/// say: what is an error in the profile and looks at more than shapes. A sentence for a `$comment`,
/// or nothing.
std::string unsaid_rules(std::initializer_list<rules::KnownSchema> schemas, rules::Profile profile);

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "stacmlm/rules/rule.h"

namespace stacmlm::compose {

/// A member of a service that a run never has.
struct RefusedMember {
  std::string_view name;
  const rules::Rule* rule;
  std::string_view why;            ///< goes on behind the name
  std::string_view cure;           ///< may be empty
  std::string_view harmless = {};  ///< values that ask for nothing, between blanks
};

/// The row of a member, or null.
const RefusedMember* refused_member(std::string_view name);

/// Members that concern the container alone and are run as they stand.
bool is_copied_member(std::string_view name);

/// Members of services, for those who mistyped one.
const std::vector<std::string_view>& known_members();

}  // namespace stacmlm::compose

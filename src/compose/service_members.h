// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
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

/// A member that concerns the container alone, and is run when its value has the form of the row.
struct CopiedMember {
  enum class Shape : std::uint8_t {
    kFlag,     ///< true or false
    kText,     ///< a text or number that fits
    kTexts,    ///< one that fits, or a list of such
    kCommand,  ///< a text or a list, which only the container reads
  };
  std::string_view name;
  Shape shape;
  std::string_view what = {};  ///< what fits, in words
  bool (*fits)(std::string_view) = nullptr;
};

/// The row of a member, or null.
const CopiedMember* copied_member(std::string_view name);

/// Members of services, for those who mistyped one.
const std::vector<std::string_view>& known_members();

}  // namespace stacmlm::compose

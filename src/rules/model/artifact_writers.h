// SPDX-License-Identifier: Apache-2.0
// Which frameworks write artifacts of which type.
#pragma once

#include <array>
#include <string_view>

namespace stacmlm::rules {

struct ArtifactWriters {
  std::string_view prefix;                     ///< of words of `mlm:artifact_type`
  std::array<std::string_view, 2> frameworks;  ///< those that write such artifacts, as MLM's words
};

/// Null: files of that type may come from any framework.
const ArtifactWriters* writers_of(std::string_view artifact_type);

/// The framework is one of them, in whatever spelling.
bool are_among(const ArtifactWriters& writers, std::string_view framework);

}  // namespace stacmlm::rules

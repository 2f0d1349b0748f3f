// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

#include "artifact/collector.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact::saved_model {

using Visit = std::function<base::Result<void>(std::string_view key, std::string_view value)>;

/// Hands each key and value of a table of LevelDB's form (`variables.index`) to `visit`, in the
/// order of the table. Blocks that are packed are not read.
base::Result<void> read_table(const Source& source, const InspectLimits& limits,
                              const Visit& visit);

}  // namespace stacmlm::artifact::saved_model

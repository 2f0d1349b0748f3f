// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// A table of LevelDB's form, as `variables.index` is one; entries by key.
std::string table_of(const std::vector<std::pair<std::string, std::string>>& entries,
                     std::uint8_t packing = 0);

std::span<const Kind> saved_model_kinds();

}  // namespace stacmlm::model_files

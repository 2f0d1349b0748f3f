// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/verify.h"

namespace stacmlm::cli {

/// A table for each asset: field, verdict, what the metadata states, what the file has. Empty if
/// nothing was compared.
std::string comparison_table(std::string_view path,
                             const std::vector<artifact::Comparison>& comparisons);

/// A JSON object on a line of its own for each comparison.
std::string comparison_lines(std::string_view path,
                             const std::vector<artifact::Comparison>& comparisons);

}  // namespace stacmlm::cli

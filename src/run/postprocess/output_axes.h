// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::run {

/// What a dimension of a result is.
enum class OutputAxis { kBatch, kChannel, kRow, kColumn, kOther };

OutputAxis output_axis_of(std::string_view name);

/// The index of the first dimension of that kind; -1 if there is none.
int find_axis(const std::vector<std::string>& dimensions, OutputAxis axis);

}  // namespace stacmlm::run

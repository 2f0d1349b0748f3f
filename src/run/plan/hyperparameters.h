// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "run/plan/planning.h"

namespace stacmlm::run {

/// A member of `mlm:hyperparameters`, by the first of several names that it has. A value that is no
/// number from 0 to 1 is refused.
base::Result<std::optional<double>> find_share(const Planning& planning,
                                               std::initializer_list<std::string_view> names);
/// The same for words; empty: there is none.
base::Result<std::string> find_word(const Planning& planning, std::string_view name);

}  // namespace stacmlm::run

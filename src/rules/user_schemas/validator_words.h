// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::rules {

/// Whether the validator only says that something inside is wrong.
bool is_told_elsewhere(std::string_view message);

/// What the validator says, in our words.
std::string reworded(std::string_view message);

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::run {

/// What stored numbers become, for people: `0.0001 * number - 0.1`; empty: they stay what they are.
std::string value_text(double scale, double offset, std::string_view number = "number");

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::diag {

/// A number of bytes as people say it: `812 B`, `4.2 GB` (powers of 1000). Not negative.
std::string size_text(double bytes);

}  // namespace stacmlm::diag

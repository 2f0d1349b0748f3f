// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::cli {

/// The formats of model files: which are read, and which are recognised only.
std::string formats_text();

/// The same as a JSON array.
std::string formats_json();

}  // namespace stacmlm::cli

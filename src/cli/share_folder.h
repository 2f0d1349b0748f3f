// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::cli {

/// `../share/stacmlm` from the folder of the program, whether it is there or not; empty if the
/// program does not know where it is.
std::string share_folder();

}  // namespace stacmlm::cli

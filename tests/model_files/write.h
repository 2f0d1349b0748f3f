// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// Writes a file below a folder, which is made if need be; false if that fails.
bool write_file(const std::string& folder, const File& file);

/// Writes all files of a kind; the path of the first. Ends the program if that fails.
std::string write_kind(std::string_view kind, const std::string& folder);

}  // namespace stacmlm::model_files

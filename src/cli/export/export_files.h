// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/author/export.h"

namespace stacmlm::cli {

/// Puts the files of an export where `output` says: `-` is standard output, which takes the last
/// file; a folder takes all of them; any other name is that of the one file there is. Files that
/// exist stay, and nothing is written, unless `force`.
base::Result<void> write_files(const author::Export& done, bool is_folder,
                               const std::string& output, bool force);

}  // namespace stacmlm::cli

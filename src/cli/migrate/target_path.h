// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "cli/migrate/migrate_run.h"

namespace stacmlm::cli {

/// Where the document of `path` is written: the file itself, or its place below the folder of the
/// run. Folders that are missing are made.
std::string target_path(const MigrateRun& run, const std::string& path);

/// The document with the relative hrefs of links and assets changed that lead to files which do not
/// move along: all but documents below the same argument of the run.
std::string with_moved_links(const MigrateRun& run, const std::string& text,
                             const std::string& path);

}  // namespace stacmlm::cli

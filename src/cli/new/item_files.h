// SPDX-License-Identifier: Apache-2.0
// The files of commands that write an Item.
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/author/band_statistics.h"
#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// Statistics of bands, JSON or CSV; none if `path` is empty.
base::Result<author::StatisticsFile> read_statistics_file(const std::string& path);

/// An Error if `path` is a file that is there and may not be written over.
base::Result<void> refuse_existing(const std::string& path, bool force);

/// Prints the Item, or puts it in the place of a file. The exit status.
int save_item(const std::string& path, std::string_view text, std::string_view program);

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/json/text.h"

namespace stacmlm::cli {

struct FileText {
  std::optional<json::Text> text;  ///< nothing if the file is larger than the limit
  std::size_t bytes = 0;
};

/// Reads a file whole, unless it is larger than `limit`.
base::Result<FileText> read_text(const std::string& path, std::size_t limit);

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// The folders of a run: absolute, without links.
struct DataFolders {
  std::string input;
  std::string output;
};

/// Looks at both, or says what is wrong with one. Neither may be in the other: a container that may
/// write to the outer one could put a link in the place of the inner one.
base::Result<DataFolders> data_folders(const std::string& input, const std::string& output);

}  // namespace stacmlm::cli

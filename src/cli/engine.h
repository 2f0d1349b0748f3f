// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// The program that runs containers: the absolute path of the first of `docker` and `podman` in the
/// folders of `path` (as in PATH) that knows `compose`.
base::Result<std::string> find_engine(std::string_view path);

}  // namespace stacmlm::cli

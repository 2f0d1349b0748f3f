// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "stacmlm/base/fetcher.h"

namespace stacmlm::cli {

/// A way to the network that leads to `hosts` (`example.org`, `localhost:8080`) alone, also after a
/// redirect; any other answers ErrorKind::kUnsupported. An Error if the program was built without
/// libcurl, or if it is not on this machine. As thread-safe as
/// base::Fetcher promises.
base::Result<std::unique_ptr<base::Fetcher>> make_curl_fetcher(std::vector<std::string> hosts);

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/artifact/verify.h"
#include "stacmlm/base/fetcher.h"

namespace stacmlm::cli {

/// Opens files of this machine that hrefs of the document mean, and those of hosts that may be
/// asked. `fetcher` may be null, and must outlive the Opener.
artifact::Opener opener_for(const std::string& document, base::Fetcher* fetcher);

}  // namespace stacmlm::cli

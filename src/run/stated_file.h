// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::run {

/// What an asset says of its file's bytes is true: `file:size`, and `file:checksum` where its
/// function is known. `sha256` is the multihash of the file; empty: it is taken if it is wanted.
/// `kInvalidDocument`: it is damaged, or another file.
base::Result<void> check_stated(json::Value asset, const artifact::Source& source,
                                std::string_view sha256 = {});

}  // namespace stacmlm::run

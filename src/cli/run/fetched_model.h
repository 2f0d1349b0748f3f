// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>

#include "stacmlm/artifact/verify.h"
#include "stacmlm/base/fetcher.h"
#include "stacmlm/json/document.h"

namespace stacmlm::cli {

/// Opens the files of a model that is to be run: those of this machine where they are, remote ones
/// after they were fetched whole, once, into a file without a name in `folder`. `item` is that of
/// the model and lies at `document`; where it states the size of a file, no other is fetched.
/// `fetcher` may be null. All outlive the Opener, which is for one thread.
artifact::Opener opener_to_run(const std::string& document, json::Value item, std::string folder,
                               base::Fetcher* fetcher, const std::atomic<bool>& stop);

}  // namespace stacmlm::cli

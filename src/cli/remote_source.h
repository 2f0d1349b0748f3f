// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/fetcher.h"

namespace stacmlm::cli {

/// The way to the hosts that `--allow-network` names; null if it names none.
base::Result<std::unique_ptr<base::Fetcher>> open_network(const std::vector<std::string>& hosts);

/// `http://` or `https://`.
bool is_url(std::string_view path_or_url);

/// The host of a URL, as `--allow-network` names it: with the port, without user and password.
/// @pre is_url(url)
std::string host_of(std::string_view url);

/// A file of this machine, or a remote one, of which only the bytes that are read are fetched.
/// `fetcher` may be null, and must outlive the Source.
base::Result<std::unique_ptr<artifact::Source>> open_model(const std::string& path_or_url,
                                                           base::Fetcher* fetcher);

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "stacmlm/base/error.h"
#include "stacmlm/base/fetcher.h"

namespace stacmlm::raster {

/// Puts ourselves in the place of every file system of GDAL that reaches the network, starts
/// something or reads stdin, and of its HTTP client. Remote bytes come from a base::Fetcher alone.
void guard_network();

/// While it lives, what GDAL opens on this thread may come through `fetcher` (null: may not).
class NetworkScope {
 public:
  explicit NetworkScope(base::Fetcher* fetcher);
  NetworkScope(const NetworkScope&) = delete;
  NetworkScope& operator=(const NetworkScope&) = delete;
  ~NetworkScope();

  /// What went wrong with remote files in this scope, first thing first: it explains what GDAL
  /// says.
  [[nodiscard]] static std::optional<base::Error> take_error();

 private:
  base::Fetcher* before_;
};

}  // namespace stacmlm::raster

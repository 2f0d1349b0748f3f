// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/base/result.h"

namespace stacmlm::base {

/// The only way to the network. The library never opens a connection by itself: who wants it passes
/// one in.
class Fetcher {
 public:
  Fetcher() = default;
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;
  virtual ~Fetcher() = default;

  /// The body of `url` (at most `limit` bytes), or why it cannot be had. Safe to call from several
  /// threads.
  virtual Result<std::string> fetch(std::string_view url, std::size_t limit) = 0;
};

}  // namespace stacmlm::base

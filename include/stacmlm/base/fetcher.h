// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "stacmlm/base/result.h"

namespace stacmlm::base {

/// Some bytes of a remote file, and which file they are of.
struct FetchedRange {
  std::string bytes;       ///< fewer than were asked for where the file ends
  std::uint64_t size = 0;  ///< of the whole file
  std::string version;     ///< another one once the file has changed; may be empty
  std::string url;         ///< where redirects led
};

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

  /// `size` bytes (more than 0) of `url` from `offset` on, and never many more over the network: a
  /// server that would send the whole file instead is refused (`kIo`). `kNotFound`: there is no
  /// such file. One thread at a time.
  virtual Result<FetchedRange> fetch_range(std::string_view url, std::uint64_t offset,
                                           std::size_t size) {
    static_cast<void>(offset);
    static_cast<void>(size);
    return fail(ErrorKind::kIo, std::string(url) + ": parts of files cannot be fetched");
  }
};

}  // namespace stacmlm::base

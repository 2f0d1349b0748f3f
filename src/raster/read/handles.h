// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "raster/gdal/calls.h"

namespace stacmlm::raster {

/// A raster that GDAL has open; for one thread at a time.
struct Handle {
  Dataset file;
  /// Each band of `file` on another grid: band 1 its values, band 2 how much of a pixel is valid.
  /// They go before `file`, which they read. Empty: the file as it is.
  std::vector<Dataset> warped;
};

/// As many handles of one raster as threads read it at the same time.
class Handles {
 public:
  using Open = std::function<base::Result<std::unique_ptr<Handle>>()>;

  /// At most `limit` of them; `first` is one.
  Handles(Open open, std::unique_ptr<Handle> first, std::size_t limit);

  /// One that nobody else has, until give_back().
  base::Result<std::unique_ptr<Handle>> take();
  void give_back(std::unique_ptr<Handle> handle);

 private:
  Open open_;
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable is_free_;
  std::vector<std::unique_ptr<Handle>> free_;
  std::size_t count_ = 1;
};

}  // namespace stacmlm::raster

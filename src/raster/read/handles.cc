// SPDX-License-Identifier: Apache-2.0
#include "raster/read/handles.h"

#include <utility>

namespace stacmlm::raster {

Handles::Handles(Open open, std::unique_ptr<Handle> first, std::size_t limit)
    : open_(std::move(open)), limit_(limit) {
  free_.push_back(std::move(first));
}

base::Result<std::unique_ptr<Handle>> Handles::take() {
  {
    std::unique_lock lock(mutex_);
    is_free_.wait(lock, [&] { return !free_.empty() || count_ < limit_; });
    if (!free_.empty()) {
      auto handle = std::move(free_.back());
      free_.pop_back();
      return handle;
    }
    ++count_;
  }
  auto opened = open_();
  if (!opened) {
    const std::lock_guard lock(mutex_);
    --count_;
    is_free_.notify_one();
  }
  return opened;
}

void Handles::give_back(std::unique_ptr<Handle> handle) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(handle));
  is_free_.notify_one();
}

}  // namespace stacmlm::raster

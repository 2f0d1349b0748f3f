// SPDX-License-Identifier: Apache-2.0
#include "raster/read/handles.h"

#include <utility>

namespace stacmlm::raster {

Handles::Handles(Open open, std::unique_ptr<Handle> first, std::size_t limit)
    : open_(std::move(open)), limit_(limit) {
  free_.reserve(limit_);  // so that giving back cannot fail
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
  // What is not opened, for whatever reason, leaves its place to the next one who waits.
  struct Count {
    Handles& of;
    bool is_opened = false;
    ~Count() {
      if (is_opened) return;
      const std::lock_guard lock(of.mutex_);
      --of.count_;
      of.is_free_.notify_one();
    }
  } count{*this};
  auto opened = open_();
  count.is_opened = opened.has_value();
  return opened;
}

void Handles::give_back(std::unique_ptr<Handle> handle) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(handle));
  is_free_.notify_one();
}

}  // namespace stacmlm::raster

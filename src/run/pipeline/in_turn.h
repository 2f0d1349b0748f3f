// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <utility>

#include "stacmlm/base/result.h"

namespace stacmlm::run {

/// Hands on what tiles gave by their indices, from 0 on without a gap, whichever thread was faster:
/// what comes early waits. From any thread.
template <class T>
class InTurn {
 public:
  /// Calls `take(index, thing)` for all whose turn it is, from one thread at a time.
  template <class Take>
  base::Result<void> add(std::size_t index, T thing, const Take& take) {
    const std::lock_guard lock(mutex_);
    waiting_.insert_or_assign(index, std::move(thing));
    for (auto next = waiting_.begin(); next != waiting_.end() && next->first == turn_;
         next = waiting_.begin()) {
      STACMLM_CHECK(take(next->first, next->second));
      waiting_.erase(next);
      ++turn_;
    }
    return {};
  }

 private:
  std::mutex mutex_;  // of what follows
  std::size_t turn_ = 0;
  std::map<std::size_t, T> waiting_;
};

}  // namespace stacmlm::run

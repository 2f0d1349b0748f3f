// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace stacmlm::run {

/// Hands things from threads to threads, in order, and holds up those that are ahead.
template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t most) : most_(most) {}

  /// Waits for room. False: closed, and `thing` is lost.
  bool push(T thing) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return is_closed_ || things_.size() < most_; });
    if (is_closed_) return false;
    things_.push_back(std::move(thing));
    more_.notify_one();
    return true;
  }

  /// Waits for a thing. Nothing: closed, and all were taken.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    more_.wait(lock, [&] { return is_closed_ || !things_.empty(); });
    if (things_.empty()) return {};
    std::optional<T> thing(std::move(things_.front()));
    things_.pop_front();
    room_.notify_one();
    return thing;
  }

  /// No more will come.
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    room_.notify_all();
    more_.notify_all();
  }

  /// No more will come, and what is there is dropped.
  void abandon() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    things_.clear();
    room_.notify_all();
    more_.notify_all();
  }

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable more_;
  std::deque<T> things_;
  bool is_closed_ = false;
};

}  // namespace stacmlm::run

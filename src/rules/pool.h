// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <type_traits>

namespace stacmlm::rules {

/// Objects that stay where they are until all are given back; their memory is used again.
template <class T>
class Pool {
 public:
  /// A new object: the same one until it is taken.
  T& next() {
    if (size_ == objects_.size()) objects_.emplace_back();
    return objects_[size_];
  }
  /// Keeps the object that next() gave.
  T& take() {
    T& taken = next();
    ++size_;
    return taken;
  }
  void give_back_all() {
    static_assert(std::is_nothrow_default_constructible_v<T>);
    for (; size_ > 0; --size_) {
      T* const object = &objects_[size_ - 1];
      std::destroy_at(object);
      std::construct_at(object);
    }
  }

  /// Those that were taken, in their order.
  [[nodiscard]] std::size_t size() const { return size_; }
  T& operator[](std::size_t index) { return objects_[index]; }

 private:
  std::deque<T> objects_;
  std::size_t size_ = 0;
};

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <mutex>

namespace stacmlm::run::ort {

/// Memory for the tensors of sessions. What is given back is kept for the next tile, which asks for
/// the same sizes, and lies on huge pages where the system has them: the layers of a net go through
/// more memory than a processor has small pages for at once. Threads may share it.
class TensorMemory {
 public:
  TensorMemory();
  TensorMemory(const TensorMemory&) = delete;
  TensorMemory& operator=(const TensorMemory&) = delete;
  ~TensorMemory();

  /// `bytes` for the widest instructions, or nullptr where there are no more.
  void* take(std::size_t bytes) noexcept;
  void give_back(void* block) noexcept;

 private:
  struct Block {
    std::size_t size = 0;
    bool is_used = false;
  };
  using Blocks = std::map<std::size_t, Block>;  ///< by place in the region, without holes

  void* take_from_region(std::size_t bytes);
  Blocks::iterator best_for(std::size_t bytes);
  void join_with_next(Blocks::iterator block);

  std::byte* region_ = nullptr;  ///< addresses; the system gives memory to those that are used
  std::size_t size_ = 0;
  std::mutex mutex_;
  Blocks blocks_;
};

}  // namespace stacmlm::run::ort

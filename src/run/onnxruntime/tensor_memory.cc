// SPDX-License-Identifier: Apache-2.0
#include "run/onnxruntime/tensor_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace stacmlm::run::ort {
namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kLarge = std::size_t{1} << 18U;  // smaller ones are malloc's
constexpr std::size_t kMostRegion = std::size_t{1} << 40U;
constexpr std::size_t kLeastRegion = std::size_t{1} << 30U;

std::size_t rounded(std::size_t bytes) { return (bytes + kAlignment - 1) & ~(kAlignment - 1); }

void* take_small(std::size_t bytes) {
  return std::aligned_alloc(kAlignment, std::max(rounded(bytes), kAlignment));
}

}  // namespace

TensorMemory::TensorMemory() {
  for (size_ = kMostRegion; size_ >= kLeastRegion; size_ /= 2) {
    void* const region = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED) continue;
    if (size_ < kMostRegion) {  // addresses are short here, and others want some
      ::munmap(static_cast<std::byte*>(region) + size_ / 4, size_ - size_ / 4);
      size_ /= 4;
    }
#ifdef MADV_HUGEPAGE
    ::madvise(region, size_, MADV_HUGEPAGE);  // where it cannot, small ones do
#endif
    region_ = static_cast<std::byte*>(region);
    blocks_[0] = {size_, false};
    return;
  }
}

TensorMemory::~TensorMemory() {
  if (region_ != nullptr) ::munmap(region_, size_);
}

void* TensorMemory::take(std::size_t bytes) noexcept {
  if (bytes > kMostRegion) return nullptr;
  if (bytes < kLarge || region_ == nullptr) return take_small(bytes);
  try {
    const std::lock_guard lock(mutex_);
    void* const block = take_from_region(rounded(bytes));
    return block != nullptr ? block : take_small(bytes);  // a small region may be full
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void* TensorMemory::take_from_region(std::size_t bytes) {
  const auto block = best_for(bytes);
  if (block == blocks_.end()) return nullptr;
  const auto [place, about] = *block;
  if (about.size > bytes) blocks_[place + bytes] = {about.size - bytes, false};
  block->second = {bytes, true};
  return region_ + place;
}

/// The smallest block that is large enough, which is the end of the region last of all.
TensorMemory::Blocks::iterator TensorMemory::best_for(std::size_t bytes) {
  auto best = blocks_.end();
  for (auto one = blocks_.begin(); one != blocks_.end(); ++one) {
    if (one->second.is_used || one->second.size < bytes) continue;
    if (best == blocks_.end() || one->second.size < best->second.size) best = one;
  }
  return best;
}

void TensorMemory::give_back(void* block) noexcept {
  auto* const at = static_cast<std::byte*>(block);
  if (region_ == nullptr || at < region_ || at >= region_ + size_) return std::free(block);
  const std::lock_guard lock(mutex_);
  const auto found = blocks_.find(static_cast<std::size_t>(at - region_));
  if (found == blocks_.end()) return;
  found->second.is_used = false;
  join_with_next(found);
  if (found != blocks_.begin()) join_with_next(std::prev(found));
}

void TensorMemory::join_with_next(Blocks::iterator block) {
  const auto next = std::next(block);
  if (next == blocks_.end() || block->second.is_used || next->second.is_used) return;
  block->second.size += next->second.size;
  blocks_.erase(next);
}

}  // namespace stacmlm::run::ort

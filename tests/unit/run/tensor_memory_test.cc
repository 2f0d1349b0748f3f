// SPDX-License-Identifier: Apache-2.0
#include "run/onnxruntime/tensor_memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

namespace stacmlm::run::ort {
namespace {

constexpr std::size_t kMega = std::size_t{1} << 20U;

TEST(TensorMemory, GivesWhatWasGivenBack) {
  TensorMemory memory;
  void* const first = memory.take(8 * kMega);
  void* const second = memory.take(4 * kMega);
  ASSERT_NE(first, nullptr);
  std::memset(first, 1, 8 * kMega);
  std::memset(second, 2, 4 * kMega);
  memory.give_back(first);
  EXPECT_EQ(memory.take(8 * kMega), first);
  // The smallest hole that is large enough: not the end of the region.
  memory.give_back(first);
  EXPECT_EQ(memory.take(2 * kMega), first);
  void* const rest = memory.take(6 * kMega);
  EXPECT_EQ(rest, static_cast<std::byte*>(first) + 2 * kMega);
  EXPECT_EQ(static_cast<unsigned char*>(second)[4 * kMega - 1], 2);
}

TEST(TensorMemory, NeighboursThatAreFreeBecomeOne) {
  TensorMemory memory;
  std::vector<void*> blocks(4);
  for (void*& block : blocks) block = memory.take(kMega);
  memory.give_back(blocks[0]);
  memory.give_back(blocks[2]);
  memory.give_back(blocks[1]);
  EXPECT_EQ(memory.take(3 * kMega), blocks[0]);
}

TEST(TensorMemory, EverySizeIsForTheWidestInstructions) {
  TensorMemory memory;
  std::vector<void*> blocks;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{100}, kMega + 1, 3 * kMega + 17}) {
    blocks.push_back(memory.take(size));
    ASSERT_NE(blocks.back(), nullptr) << size;
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(blocks.back()) % 64, 0U) << size;
    std::memset(blocks.back(), 1, size);
  }
  for (void* const block : blocks) memory.give_back(block);
  memory.give_back(nullptr);
}

TEST(TensorMemory, SaysWhenThereIsNoMore) {
  TensorMemory memory;
  EXPECT_EQ(memory.take(SIZE_MAX), nullptr);
  EXPECT_EQ(memory.take(SIZE_MAX - 100), nullptr);
}

TEST(TensorMemory, ThreadsGetBlocksOfTheirOwn) {
  TensorMemory memory;
  const auto work = [&](unsigned char mark) {
    for (std::size_t i = 0; i < 200; ++i) {
      const std::size_t size = kMega / 2 + i * 4096;
      auto* const block = static_cast<unsigned char*>(memory.take(size));
      std::memset(block, mark, size);
      EXPECT_EQ(block[0], mark);
      EXPECT_EQ(block[size - 1], mark);
      memory.give_back(block);
    }
  };
  std::jthread one(work, static_cast<unsigned char>(1));
  std::jthread two(work, static_cast<unsigned char>(2));
}

}  // namespace
}  // namespace stacmlm::run::ort

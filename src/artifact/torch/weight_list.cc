// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/weight_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace stacmlm::artifact::torch {
namespace {

/// Bits of the storage from the first to behind the last element that the tensor looks at.
std::pair<std::uint64_t, std::uint64_t> range_of(const StoredTensor& tensor) {
  const std::uint64_t width = bits_of(tensor.element_type);
  std::uint64_t last = tensor.offset;
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    if (tensor.shape[i] == 0) return {tensor.offset * width, tensor.offset * width};
    last += static_cast<std::uint64_t>(tensor.shape[i] - 1) *
            static_cast<std::uint64_t>(tensor.stride[i]);
  }
  return {tensor.offset * width, (last + 1) * width};
}

// No more than the range has: a stride of 0 makes many elements of one. Saturates.
std::uint64_t bits_in(const StoredTensor& tensor, std::uint64_t most) {
  std::uint64_t bits = bits_of(tensor.element_type);
  for (const std::int64_t size : tensor.shape) {
    const auto factor = static_cast<std::uint64_t>(size);
    if (factor != 0 && bits > most / factor) return most;
    bits *= factor;
  }
  return std::min(bits, most);
}

void note_hints(const Weight& weight, Hints& hints) {
  constexpr std::size_t kConvolutionRank = 4;
  if (weight.kind != WeightKind::kParameter || weight.shape.size() < 2) return;
  if (weight.shape.size() == kConvolutionRank && !hints.first_channels)
    hints.first_channels = weight.shape[1];
  hints.last_channels = weight.shape[0];
}

}  // namespace

base::Result<void> WeightList::check(const Storage& storage) const {
  const std::uint64_t bytes = storage.elements * bits_of(storage.element_type) / 8;
  const auto there = size_of_(storage.key);
  if (!there) return malformed(fmt::format("storage \"{}\" is not in the file", storage.key));
  if (*there < bytes) {
    return malformed(fmt::format("storage \"{}\" has {} bytes, and is said to have {}", storage.key,
                                 *there, bytes));
  }
  return {};
}

base::Result<void> WeightList::add(const std::string& name, const StoredTensor& tensor,
                                   WeightKind kind) {
  Weight weight;
  weight.name = name;
  weight.shape = tensor.shape;
  weight.data_type = tensor.element_type;
  weight.kind = kind;
  if (tensor.storage) {
    STACMLM_CHECK(check(*tensor.storage));
    const auto [begin, end] = range_of(tensor);
    auto [place, is_new] = used_.try_emplace(tensor.storage->key);
    if (is_new) {
      STACMLM_CHECK(collector_.keep(tensor.storage->key.size() + sizeof *place));
    }
    Ranges& ranges = place->second;
    const auto next = ranges.lower_bound(end);
    const bool overlaps = next != ranges.begin() && std::prev(next)->second.end > begin;
    if (overlaps) {
      weight.shares = std::prev(next)->second.name;
    } else if (end > begin) {
      weight.bytes = (bits_in(tensor, end - begin) + 7) / 8;
      STACMLM_CHECK(collector_.keep(sizeof(Ranges::value_type) + name.size()));
      ranges.emplace(begin, Range{end, name});
    }
  }
  note_hints(weight, collector_.model().hints);
  return collector_.add_weight(std::move(weight));
}

}  // namespace stacmlm::artifact::torch

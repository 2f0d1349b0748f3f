// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/tile_batch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace stacmlm::run {

void repeat_sample(Tensor& tensor, const TensorLayout& layout, std::int64_t filled) {
  const auto axis = std::ranges::find(layout.axes, Axis::kBatch);
  if (axis == layout.axes.end()) return;
  const auto& shape = tensor.shape();
  const auto at = static_cast<std::size_t>(axis - layout.axes.begin());
  std::size_t outer = 1;
  std::size_t inner = size_of(tensor.type());
  for (std::size_t i = 0; i < at; ++i) outer *= static_cast<std::size_t>(shape[i]);
  for (std::size_t i = at + 1; i < shape.size(); ++i) inner *= static_cast<std::size_t>(shape[i]);
  const auto samples = static_cast<std::size_t>(shape[at]);
  auto* data = static_cast<std::byte*>(tensor.data());
  for (std::size_t i = 0; i < outer; ++i) {
    for (auto to = static_cast<std::size_t>(filled); to < samples; ++to) {
      std::byte* out = data + (i * samples + to) * inner;
      std::memcpy(out, out - inner, inner);
    }
  }
}

base::Result<Tensor> sample_of(const Tensor& tensor, const SamplePlace& place) {
  if (place.all == 1) return tensor;
  std::vector<std::int64_t> shape = tensor.shape();
  if (shape.empty() || shape.front() != place.all) {
    return base::fail(base::ErrorKind::kBackend,
                      fmt::format("the model was given {} images and gave {}", place.all,
                                  fmt::join(shape, " x ")));
  }
  shape.front() = 1;
  const std::size_t bytes = elements_of(shape).value_or(0) * size_of(tensor.type());
  const auto owner = std::make_shared<Tensor>(tensor);
  auto* begin = static_cast<std::byte*>(owner->data()) + static_cast<std::size_t>(place.at) * bytes;
  return Tensor(tensor.type(), std::move(shape), std::shared_ptr<void>(owner, begin));
}

}  // namespace stacmlm::run

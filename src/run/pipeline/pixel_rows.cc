// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/pixel_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>

namespace stacmlm::run {
namespace {

/// So many pixels at a time: what a network keeps of them stays small.
constexpr std::int64_t kRows = 16384;

/// Bytes of one row. @pre shape has a first dimension above 0
std::size_t row_bytes(std::span<const std::int64_t> shape, DataType type) {
  return elements_of(shape.subspan(1)).value_or(0) * size_of(type);
}

std::vector<std::int64_t> with_first(std::span<const std::int64_t> shape, std::int64_t first) {
  std::vector<std::int64_t> changed(shape.begin(), shape.end());
  changed.front() = first;
  return changed;
}

/// Some rows of an input, and zeros behind them.
Tensor gather(const TensorView& input, std::span<const std::int64_t> rows, std::int64_t size) {
  Tensor some(input.type, with_first(input.shape, size));
  const std::size_t bytes = row_bytes(input.shape, input.type);
  const auto* from = static_cast<const std::byte*>(input.data);
  auto* to = static_cast<std::byte*>(some.data());
  for (std::size_t i = 0; i < rows.size(); ++i)
    std::memcpy(to + i * bytes, from + static_cast<std::size_t>(rows[i]) * bytes, bytes);
  return some;
}

base::Result<Tensor> tile_for(const Tensor& output, const PixelTile& tile) {
  std::vector<std::int64_t> shape = {tile.height, tile.width};
  shape.insert(shape.end(), output.shape().begin() + 1, output.shape().end());
  if (!elements_of(shape))
    return base::fail(base::ErrorKind::kBackend, "the model gave a tensor that is too large");
  return Tensor(output.type(), std::move(shape));
}

base::Result<void> scatter(const Tensor& output, std::span<const std::int64_t> rows,
                           std::int64_t size, const PixelTile& tile, Tensor& kept) {
  const std::vector<std::int64_t>& shape = output.shape();
  if (shape.empty() || shape.front() != size) {
    return base::fail(
        base::ErrorKind::kBackend,
        fmt::format("the model gave a tensor of {} for {} pixels", fmt::join(shape, " x "), size));
  }
  if (kept.elements() == 0) {
    STACMLM_TRY(kept, tile_for(output, tile));
  }
  const std::size_t bytes = row_bytes(shape, output.type());
  if (kept.type() != output.type() ||
      kept.elements() * size_of(kept.type()) !=
          bytes * static_cast<std::size_t>(tile.width * tile.height))
    return base::fail(base::ErrorKind::kBackend, "the model gave tensors of several shapes");
  const auto* from = static_cast<const std::byte*>(output.data());
  auto* to = static_cast<std::byte*>(kept.data());
  for (std::size_t i = 0; i < rows.size(); ++i)
    std::memcpy(to + static_cast<std::size_t>(rows[i]) * bytes, from + i * bytes, bytes);
  return {};
}

}  // namespace

base::Result<std::vector<Tensor>> run_rows(const Model& model, std::span<const TensorView> inputs,
                                           std::span<const std::size_t> kept,
                                           std::span<const std::int64_t> rows,
                                           const PixelTile& tile) {
  std::vector<Tensor> tiles(kept.size());
  const std::int64_t most = tile.batch > 0 ? tile.batch : kRows;
  for (std::size_t done = 0; done < rows.size();) {
    const auto some =
        rows.subspan(done, std::min(rows.size() - done, static_cast<std::size_t>(most)));
    const std::int64_t size = tile.batch > 0 ? tile.batch : static_cast<std::int64_t>(some.size());
    std::vector<Tensor> gathered;
    std::vector<TensorView> views;
    views.reserve(inputs.size());
    for (const TensorView& input : inputs) gathered.push_back(gather(input, some, size));
    for (const Tensor& tensor : gathered) views.push_back(tensor.view());
    STACMLM_TRY(const std::vector<Tensor> outputs, model.run(views));
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i] >= outputs.size())
        return base::fail(base::ErrorKind::kBackend, "the model gave fewer outputs than it has");
      STACMLM_CHECK(scatter(outputs[kept[i]], some, size, tile, tiles[i]));
    }
    done += some.size();
  }
  return tiles;
}

}  // namespace stacmlm::run

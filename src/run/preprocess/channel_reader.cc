// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/channel_reader.h"

#include <algorithm>
#include <cmath>

#include "run/preprocess/rows.h"

namespace stacmlm::run {

const void* pixel_of(const BandPixels& band, std::int64_t x, std::int64_t y) {
  const std::ptrdiff_t at = y * band.row_stride + x;
  return static_cast<const std::byte*>(band.data) +
         at * static_cast<std::ptrdiff_t>(size_of(band.type));
}

const std::uint8_t* validity_of(const BandPixels& band, std::int64_t x, std::int64_t y) {
  return band.valid == nullptr ? nullptr : band.valid + y * band.valid_stride + x;
}

ChannelReader::ChannelReader(const Preprocess::Program& program, const PixelBlock& block,
                             PreprocessSpace::State& state)
    : program_(program), block_(block), state_(state) {
  const std::size_t bands = block.bands.size();
  state.bands.resize(std::max(state.bands.size(), bands * kPixelRun));
  state.columns.resize(bands);
  for (std::size_t i = 0; i < bands; ++i) state.columns[i] = state.bands.data() + i * kPixelRun;
}

void ChannelReader::read_band(std::size_t band, std::int64_t x, std::int64_t y, std::size_t count,
                              double* values, std::uint8_t* valid) const {
  const BandPixels& pixels = block_.bands[band];
  load_numbers(pixels.type, pixel_of(pixels, x, y), count, values);
  const FileScaling file = program_.file_of(band);
  if (file.scale != 1 || file.offset != 0) {
    for (std::size_t i = 0; i < count; ++i) values[i] = values[i] * file.scale + file.offset;
  }
  if (const std::uint8_t* told = validity_of(pixels, x, y)) {
    for (std::size_t i = 0; i < count; ++i)
      valid[i] = static_cast<std::uint8_t>(valid[i] & (told[i] != 0));
  }
}

void ChannelReader::read(std::size_t channel, std::int64_t x, std::int64_t y, std::size_t count,
                         double* values, std::uint8_t* valid) {
  std::fill_n(valid, count, std::uint8_t{1});
  const ChannelSource& source = program_.sources[channel];
  if (!source.expression) return read_band(source.band, x, y, count, values, valid);
  for (const std::size_t band : source.expression->inputs()) {
    read_band(band, x, y, count, state_.bands.data() + band * kPixelRun, valid);
  }
  source.expression->evaluate(state_.columns, count, values, state_.expression);
  drop_not_finite(count, values, valid);
}

void drop_not_finite(std::size_t count, double* values, std::uint8_t* valid) {
  for (std::size_t i = 0; i < count; ++i) {
    if (std::isfinite(values[i])) continue;
    values[i] = 0;
    valid[i] = 0;
  }
}

}  // namespace stacmlm::run

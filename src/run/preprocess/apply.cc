// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "run/preprocess/channel_reader.h"
#include "run/preprocess/pad.h"
#include "run/preprocess/pixel_steps.h"
#include "run/preprocess/rows.h"

namespace stacmlm::run {
namespace {

using State = PreprocessSpace::State;

/// The pixels that the tensor gets, and from where on: of the block, or of what was made of it.
struct Frame {
  const PixelBlock* block = nullptr;
  const Preprocess::Program* program = nullptr;  ///< what is still to be done
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
};

base::Result<void> check_block(const Preprocess::Program& program, const PixelBlock& block,
                               std::int64_t width, std::int64_t height) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max() / 2;
  const bool is_sized = block.width > 0 && block.height > 0 && width > 0 && height > 0 &&
                        block.width < kMost && block.height < kMost && width < kMost &&
                        height < kMost;
  if (!is_sized) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{}: a block of {} x {} pixels for {} x {}", program.path,
                                  block.width, block.height, width, height));
  }
  for (const ChannelSource& source : program.sources) {
    const bool has_none = source.expression && source.expression->inputs().empty();
    const std::size_t band = has_none            ? 0
                             : source.expression ? source.expression->inputs().back()
                                                 : source.band;
    if (band < block.bands.size() || has_none) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{}: band {} is read, and there are {}", program.path, band + 1,
                                  block.bands.size()));
  }
  return {};
}

/// The whole of a channel, in doubles; nodata is 0 there. True if there is any.
bool gather(const Preprocess::Program& program, const PixelBlock& block, std::size_t channel,
            State& state) {
  ChannelReader reader(program, block, state);
  const auto size = static_cast<std::size_t>(block.width * block.height);
  state.plane.resize(std::max(state.plane.size(), size));
  state.mask.resize(std::max(state.mask.size(), size));
  bool has_nodata = false;
  for (std::int64_t y = 0; y < block.height; ++y) {
    for (std::int64_t x = 0; x < block.width; x += kPixelRun) {
      const auto count = std::min<std::int64_t>(kPixelRun, block.width - x);
      double* values = state.plane.data() + y * block.width + x;
      std::uint8_t* valid = state.mask.data() + y * block.width + x;
      reader.read(channel, x, y, static_cast<std::size_t>(count), values, valid);
      for (std::int64_t i = 0; i < count; ++i) {
        if (valid[i] != 0) continue;
        values[i] = 0;
        has_nodata = true;
      }
    }
  }
  return has_nodata;
}

/// A block after resizing, and the program without what was done.
struct Resized {
  std::vector<BandPixels> bands;
  PixelBlock block;
  Preprocess::Program program;
};

void resize_block(const Preprocess::Program& program, const PixelBlock& block, std::int64_t width,
                  std::int64_t height, State& state, Resized& made) {
  const ResizeMethod method = *program.resize;
  if (!state.resizer || !state.resizer->is_for(method, block.width, block.height, width, height)) {
    state.resizer.emplace(method, block.width, block.height, width, height);
  }
  const auto size = static_cast<std::size_t>(width * height);
  state.resized.resize(std::max(state.resized.size(), size * program.channels()));
  state.resized_mask.resize(std::max(state.resized_mask.size(), size * program.channels()));
  for (std::size_t c = 0; c < program.channels(); ++c) {
    const bool has_nodata = gather(program, block, c, state);
    double* plane = state.resized.data() + c * size;
    std::uint8_t* mask = state.resized_mask.data() + c * size;
    state.resizer->resize(state.plane.data(), plane, state.resize_spare);
    if (has_nodata) state.resizer->resize_mask(state.mask.data(), mask);
    made.bands.push_back({plane, DataType::kFloat64, width, has_nodata ? mask : nullptr, width});
  }
  made.block = {made.bands, width, height};
  made.program = program;
  made.program.files.clear();
  for (std::size_t c = 0; c < program.channels(); ++c) made.program.sources[c] = {c, std::nullopt};
  made.program.settle();
}

base::Result<Frame> frame_of(const Preprocess::Program& program, const PixelBlock& block,
                             std::int64_t width, std::int64_t height, State& state,
                             Resized& resized) {
  STACMLM_CHECK(check_block(program, block, width, height));
  if (program.resize && (block.width != width || block.height != height)) {
    resize_block(program, block, width, height, state, resized);
    return Frame{&resized.block, &resized.program, 0, 0, width, height};
  }
  if (!program.crops && (block.width > width || block.height > height)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{}: a block of {} x {} pixels is larger than {} x {}, and "
                                  "resize_type says neither crop nor a method",
                                  program.path, block.width, block.height, width, height));
  }
  const std::int64_t x = std::max<std::int64_t>(0, block.width - width) / 2;
  const std::int64_t y = std::max<std::int64_t>(0, block.height - height) / 2;
  return Frame{
      &block, &program, x, y, std::min(width, block.width), std::min(height, block.height)};
}

void* place_in(const TensorTarget& target, DataType type, std::size_t channel, std::int64_t x,
               std::int64_t y) {
  const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(channel) * target.channel_stride +
                            y * target.row_stride + x * target.column_stride;
  return static_cast<std::byte*>(target.data) + at * static_cast<std::ptrdiff_t>(size_of(type));
}

void count_valid(const std::uint8_t* valid, std::size_t count, std::uint16_t* counts) {
  for (std::size_t i = 0; i < count; ++i) {
    if (valid == nullptr || valid[i] != 0) ++counts[i];
  }
}

/// What nodata is in a channel of the tensor.
double fill_of(const Preprocess::Program& program, std::size_t channel) {
  double value = program.fill;
  if (program.fill_before) scale_numbers(program.scalings.channels[channel], &value, 1);
  return value;
}

/// One run of one channel in one pass.
void convert_channel(const Frame& frame, std::size_t channel, std::int64_t x, std::int64_t y,
                     std::size_t count, RunTarget target, CastLoss& loss) {
  const Preprocess::Program& program = *frame.program;
  const BandPixels& band = frame.block->bands[program.sources[channel].band];
  convert_run(band.type, pixel_of(band, frame.x + x, frame.y + y),
              validity_of(band, frame.x + x, frame.y + y), program.from_file[channel],
              fill_of(program, channel), count, program.type, target, loss);
}

/// Channels side by side: runs of all of them, which stay in the cache, then pixel by pixel.
void fill_interleaved(const Frame& frame, const TensorTarget& target, PreprocessSpace& space) {
  const std::size_t channels = frame.program->channels();
  std::vector<float>& floats = space.state().floats;
  floats.resize(std::max(floats.size(), channels * kPixelRun));
  for (std::int64_t y = 0; y < frame.height; ++y) {
    for (std::int64_t x = 0; x < frame.width; x += kPixelRun) {
      const auto count =
          static_cast<std::size_t>(std::min<std::int64_t>(kPixelRun, frame.width - x));
      for (std::size_t c = 0; c < channels; ++c) {
        convert_channel(frame, c, x, y, count, {floats.data() + c * kPixelRun, 1}, space.loss);
      }
      interleave(floats.data(), kPixelRun, channels, count,
                 static_cast<float*>(place_in(target, DataType::kFloat32, 0, x, y)));
    }
  }
}

/// Each row of each channel.
void fill_rows(const Frame& frame, const TensorTarget& target, PreprocessSpace& space) {
  const DataType type = frame.program->type;
  const auto row = [&](std::size_t channel, std::int64_t y) {
    convert_channel(frame, channel, 0, y, static_cast<std::size_t>(frame.width),
                    {place_in(target, type, channel, 0, y), target.column_stride}, space.loss);
  };
  const bool rows_first = target.channel_stride < target.row_stride;
  const auto channels = static_cast<std::int64_t>(frame.program->channels());
  for (std::int64_t i = 0; i < (rows_first ? frame.height : channels); ++i) {
    for (std::int64_t j = 0; j < (rows_first ? channels : frame.height); ++j) {
      row(static_cast<std::size_t>(rows_first ? j : i), rows_first ? i : j);
    }
  }
}

void fill_simple(const Frame& frame, const TensorTarget& target, PreprocessSpace& space,
                 std::uint16_t* valid) {
  const std::size_t channels = frame.program->channels();
  const bool is_interleaved = target.channel_stride == 1 && channels > 1 &&
                              target.column_stride == static_cast<std::ptrdiff_t>(channels);
  if (is_interleaved && frame.program->type == DataType::kFloat32) {
    fill_interleaved(frame, target, space);
  } else {
    fill_rows(frame, target, space);
  }
  for (std::size_t c = 0; valid != nullptr && c < channels; ++c) {
    const BandPixels& band = frame.block->bands[frame.program->sources[c].band];
    for (std::int64_t y = 0; y < frame.height; ++y) {
      count_valid(validity_of(band, frame.x, frame.y + y), static_cast<std::size_t>(frame.width),
                  valid + y * target.width);
    }
  }
}

/// All channels of a run of pixels at a time.
template <class Function>
void for_each_run(const Frame& frame, State& state, Function function) {
  const std::size_t channels = frame.program->channels();
  state.values.resize(std::max(state.values.size(), channels * kPixelRun));
  state.valid.resize(std::max(state.valid.size(), channels * kPixelRun));
  ChannelReader reader(*frame.program, *frame.block, state);
  for (std::int64_t y = 0; y < frame.height; ++y) {
    for (std::int64_t x = 0; x < frame.width; x += kPixelRun) {
      const auto count =
          static_cast<std::size_t>(std::min<std::int64_t>(kPixelRun, frame.width - x));
      for (std::size_t c = 0; c < channels; ++c) {
        reader.read(c, frame.x + x, frame.y + y, count, state.values.data() + c * kPixelRun,
                    state.valid.data() + c * kPixelRun);
      }
      function(x, y, count);
    }
  }
}

void fill_stepwise(const Frame& frame, const TensorTarget& target, PreprocessSpace& space,
                   std::uint16_t* valid) {
  const Preprocess::Program& program = *frame.program;
  State& state = space.state();
  for_each_run(frame, state, [&](std::int64_t x, std::int64_t y, std::size_t count) {
    do_pixel_steps(program, state, count);
    for (std::size_t c = 0; valid != nullptr && c < program.channels(); ++c) {
      count_valid(state.valid.data() + c * kPixelRun, count, valid + y * target.width + x);
    }
    for (std::size_t c = 0; c < program.channels(); ++c) {
      store_numbers(program.type, state.values.data() + c * kPixelRun,
                    program.fill_before ? nullptr : state.valid.data() + c * kPixelRun,
                    program.fill, count,
                    {place_in(target, program.type, c, x, y), target.column_stride}, space.loss);
    }
  });
}

void add_run(const double* values, const std::uint8_t* valid, std::size_t count,
             ChannelNorms& norms) {
  for (std::size_t i = 0; i < count; ++i) {
    const double value = values[i];
    if (valid[i] == 0 || value != value) continue;
    norms.minimum = norms.count == 0 ? value : std::min(norms.minimum, value);
    norms.maximum = norms.count == 0 ? value : std::max(norms.maximum, value);
    norms.sum += std::fabs(value);
    norms.squares += value * value;
    ++norms.count;
  }
}

}  // namespace

bool Preprocess::is_all_valid(const PixelBlock& block, std::int64_t width,
                              std::int64_t height) const {
  return program_->is_simple && block.width == width && block.height == height &&
         std::ranges::all_of(program_->sources, [&](const auto& source) {
           return source.band < block.bands.size() && block.bands[source.band].valid == nullptr;
         });
}

base::Result<void> Preprocess::apply(const PixelBlock& block, const TensorTarget& target,
                                     PreprocessSpace& space, std::uint16_t* valid) const {
  if (needs_norms()) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      program_->path + ".norm_type: the scene must be measured first");
  }
  Resized resized;
  STACMLM_TRY(const Frame frame,
              frame_of(*program_, block, target.width, target.height, space.state(), resized));
  if (valid != nullptr) std::fill_n(valid, target.width * target.height, std::uint16_t{0});
  if (frame.program->is_simple) {
    fill_simple(frame, target, space, valid);
  } else {
    fill_stepwise(frame, target, space, valid);
  }
  for (std::size_t c = 0; c < channels(); ++c) {
    pad_channel(target, c, frame.width, frame.height, program_->type, program_->pad,
                fill_of(*program_, c));
  }
  return {};
}

base::Result<void> Preprocess::measure(const PixelBlock& block, std::int64_t width,
                                       std::int64_t height, std::span<ChannelNorms> norms,
                                       PreprocessSpace& space) const {
  if (norms.size() != channels()) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      program_->path + ".norm_type: one norm for each channel is filled");
  }
  Resized resized;
  STACMLM_TRY(const Frame frame, frame_of(*program_, block, width, height, space.state(), resized));
  for_each_run(frame, space.state(), [&](std::int64_t, std::int64_t, std::size_t count) {
    for (std::size_t c = 0; c < norms.size(); ++c) {
      add_run(space.state().values.data() + c * kPixelRun,
              space.state().valid.data() + c * kPixelRun, count, norms[c]);
    }
  });
  return {};
}

}  // namespace stacmlm::run

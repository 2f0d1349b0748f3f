// SPDX-License-Identifier: Apache-2.0
#include "run/proof/example_scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "rules/nearest.h"
#include "run/preprocess/cast.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::run {
namespace {

/// Windows that are looked at, along each side.
constexpr std::int64_t kMostPerSide = 32;

/// A band of the example: its name, and where its pixels are.
struct ExampleBand {
  std::string name;
  std::size_t band = 0;    // of the scene
  bool is_shared = false;  // several inputs have one of that name
  BandPixels pixels;
};

bool is_valid(const BandPixels& band, std::int64_t x, std::int64_t y) {
  return band.valid == nullptr || band.valid[y * band.valid_stride + x] != 0;
}

/// Pixels that are valid in all bands of all inputs, at all times.
std::int64_t count_valid(const Plan& plan, const SceneReader& reader, const TilePixels& pixels,
                         const raster::Window& window) {
  std::int64_t count = 0;
  for (std::int64_t y = 0; y < window.height; ++y) {
    for (std::int64_t x = 0; x < window.width; ++x) {
      bool is_whole = true;
      for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
        for (std::size_t time = 0; time < plan.inputs[i].times; ++time) {
          for (const BandPixels& band : pixels.block(reader.inputs()[i], time).bands)
            is_whole = is_whole && is_valid(band, x, y);
        }
      }
      count += is_whole ? 1 : 0;
    }
  }
  return count;
}

std::int64_t step_of(std::int64_t size, std::int64_t window) {
  return std::max(window, (size - window + kMostPerSide - 1) / kMostPerSide);
}

/// The bands that the plan reads, each once.
base::Result<std::vector<ExampleBand>> bands_of(const Plan& plan, const SceneReader& reader,
                                                const TilePixels& pixels) {
  std::vector<ExampleBand> bands;
  for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
    const auto uses = plan.inputs[i].reads_of(0);
    const PixelBlock block = pixels.block(reader.inputs()[i], 0);
    for (std::size_t j = 0; j < uses.size(); ++j) {
      const auto known = std::ranges::find(bands, uses[j].wanted, &ExampleBand::name);
      if (known == bands.end()) {
        bands.push_back({uses[j].wanted, uses[j].band, false, block.bands[j]});
      } else if (known->band != uses[j].band) {
        return base::fail(base::ErrorKind::kUnsupported,
                          fmt::format("no example is made of inputs that mean two bands by {}",
                                      rules::shown(known->name)));
      } else {
        known->is_shared = true;
      }
    }
  }
  return bands;
}

/// One type for all bands.
raster::PixelType type_for(const std::vector<ExampleBand>& bands) {
  const DataType first = bands.front().pixels.type;
  bool is_small = true;
  for (const ExampleBand& band : bands) {
    const bool is_float = band.pixels.type == DataType::kFloat32;
    is_small = is_small && (is_float || size_of(band.pixels.type) <= 2);
  }
  const auto one = raster::pixel_type_of(name_of(first));
  const bool is_one = std::ranges::all_of(
      bands, [&](const ExampleBand& band) { return band.pixels.type == first; });
  if (is_one && one) return *one;
  return is_small ? raster::PixelType::kFloat32 : raster::PixelType::kFloat64;
}

template <class T>
T number_at(const BandPixels& band, std::int64_t x, std::int64_t y) {
  return with_type(band.type, [&]<class From>(From*) -> T {
    const From number = static_cast<const From*>(band.data)[y * band.row_stride + x];
    if constexpr (std::is_same_v<From, Half> || std::is_same_v<From, Brain>) {
      return static_cast<T>(float_of(number));
    } else {
      return static_cast<T>(number);
    }
  });
}

/// A number that no valid pixel is; nothing if all pixels are valid, or no number is left.
template <class T>
std::optional<T> nodata_for(const std::vector<T>& values, const std::vector<std::uint8_t>& valid) {
  if (std::ranges::find(valid, 0) == valid.end()) return {};
  if constexpr (std::is_floating_point_v<T>) {
    return std::numeric_limits<T>::quiet_NaN();
  } else {
    const auto is_free = [&](T number) {
      for (std::size_t i = 0; i < values.size(); ++i)
        if (valid[i] != 0 && values[i] == number) return false;
      return true;
    };
    for (const T number : {T{0}, std::numeric_limits<T>::max(), std::numeric_limits<T>::min()})
      if (is_free(number)) return number;
    for (int number = 1; number < 100; ++number)
      if (is_free(static_cast<T>(number))) return static_cast<T>(number);
    return {};
  }
}

template <class T>
base::Result<void> write_as(raster::PixelType type, const std::vector<ExampleBand>& bands,
                            const Scene& scene, raster::Grid grid, const std::string& path) {
  std::vector<T> values;
  std::vector<std::uint8_t> valid;
  for (const ExampleBand& band : bands) {
    for (std::int64_t y = 0; y < grid.height; ++y) {
      for (std::int64_t x = 0; x < grid.width; ++x) {
        values.push_back(number_at<T>(band.pixels, x, y));
        valid.push_back(is_valid(band.pixels, x, y) ? 1 : 0);
      }
    }
  }
  const std::optional<T> nodata = nodata_for(values, valid);
  raster::OutputInfo info;
  const raster::Window whole{0, 0, grid.width, grid.height};
  info.grid = std::move(grid);
  info.type = type;
  for (const ExampleBand& band : bands) {
    raster::OutputBand& out = info.bands.emplace_back();
    out.name = band.name;
    if (nodata) out.nodata = static_cast<double>(*nodata);
    out.scale = scene.bands[band.band].scale;
    out.offset = scene.bands[band.band].offset;
  }
  for (std::size_t i = 0; nodata && i < values.size(); ++i)
    if (valid[i] == 0) values[i] = *nodata;
  STACMLM_TRY(const auto writer, raster::create(path, std::move(info)));
  STACMLM_CHECK(writer->write(whole, std::span<const T>(values)));
  STACMLM_TRY(const raster::Written written, writer->finish());
  static_cast<void>(written);
  return {};
}

base::Result<void> write_bands(const std::vector<ExampleBand>& bands, const Scene& scene,
                               const raster::Grid& grid, const std::string& path) {
  const raster::PixelType type = type_for(bands);
  const auto number = find_data_type(raster::name_of(type));
  if (!number) return base::fail(base::ErrorKind::kInternal, "a pixel type that no tensor has");
  return with_type(*number, [&]<class T>(T*) -> base::Result<void> {
    if constexpr (std::is_same_v<T, Half> || std::is_same_v<T, Brain>) {
      return base::fail(base::ErrorKind::kInternal, "a pixel type that no raster has");
    } else {
      return write_as<T>(type, bands, scene, grid, path);
    }
  });
}

}  // namespace

base::Result<raster::Window> find_window(const Plan& plan, const SceneReader& reader,
                                         const raster::Grid& grid, std::int64_t width,
                                         std::int64_t height) {
  raster::Window window{0, 0, std::min(width, grid.width), std::min(height, grid.height)};
  raster::Window best = window;
  std::int64_t most = 0;
  TilePixels pixels;
  const std::int64_t step_x = step_of(grid.width, window.width);
  const std::int64_t step_y = step_of(grid.height, window.height);
  for (window.row = 0; window.row + window.height <= grid.height; window.row += step_y) {
    for (window.column = 0; window.column + window.width <= grid.width; window.column += step_x) {
      STACMLM_CHECK(reader.read(window.column, window.row, window.width, window.height, pixels));
      const std::int64_t count = pixels.has_data() ? count_valid(plan, reader, pixels, window) : 0;
      if (count <= most) continue;
      most = count;
      best = window;
      if (most == window.width * window.height) return best;
    }
  }
  if (most > 0) return best;
  return base::fail(base::ErrorKind::kInvalidArgument,
                    "no example is made: no part of the scene that was looked at has data");
}

base::Result<void> write_example_scene(const Plan& plan, const Scene& scene,
                                       const SceneReader& reader, const raster::Window& window,
                                       const std::string& path, PlanOptions& choices) {
  TilePixels pixels;
  STACMLM_CHECK(reader.read(window.column, window.row, window.width, window.height, pixels));
  STACMLM_TRY(const std::vector<ExampleBand> bands, bands_of(plan, reader, pixels));
  if (bands.empty()) return base::fail(base::ErrorKind::kUnsupported, "the model reads no band");
  choices.bands.clear();
  for (std::size_t i = 0; i < bands.size(); ++i) {
    // Those of several inputs are found by their name.
    if (!bands[i].is_shared) choices.bands.emplace_back(bands[i].name, std::to_string(i + 1));
  }
  choices.bands_by_position = false;
  choices.grid.clear();
  choices.resampling.clear();
  raster::Grid grid = raster::part_of(scene.files[plan.grid].grid, window);
  return write_bands(bands, scene, grid, path);
}

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/raster/grid.h"
#include "stacmlm/raster/pixel_type.h"
#include "stacmlm/raster/raster.h"

namespace stacmlm::raster {

/// Width and height of the blocks of what is written.
inline constexpr std::int64_t kBlock = 512;

struct OutputBand {
  std::string name = {};
  std::optional<double> nodata = {};  ///< one for all bands: GeoTIFF has no more; NaN for floats
  std::optional<double> scale = {};
  std::optional<double> offset = {};
  std::string unit = {};
};

/// The raster that is to be written.
struct OutputInfo {
  Grid grid = {};
  PixelType type = PixelType::kUInt8;
  std::vector<OutputBand> bands = {};
  std::vector<ClassColor> colors = {};  ///< for one band of uint8 or uint16; empty: no colour table
  /// Key and value, into the file's metadata.
  std::vector<std::pair<std::string, std::string>> metadata = {};
  /// Of smaller pictures of the file: kNearest or kMode for classes, kAverage for measures; others
  /// are refused.
  Resampling overviews = Resampling::kAverage;
  int threads = 1;  ///< that compress at the end
  /// Called once the file is whole, before it takes the place of an older one; an Error leaves that
  /// as it is. May be empty.
  std::function<base::Result<void>()> before_place = {};
};

/// Of the valid pixels of a band; infinite ones are not.
struct Statistics {
  std::uint64_t valid = 0;  ///< pixels; the other numbers mean nothing where it is 0
  double minimum = 0;
  double maximum = 0;
  double mean = 0;
  double stddev = 0;  ///< of the population
  /// Pixels by value; for bands of uint8 alone.
  std::vector<std::uint64_t> counts;
};

/// A file that was written.
struct Written {
  std::string path;
  std::uint64_t bytes = 0;
  std::vector<Statistics> bands;
};

/// Writes a raster while it comes into being, and makes a Cloud Optimized GeoTIFF (BigTIFF when it
/// has to be) of it at the end. The name appears when the file is whole. Until then its parts have
/// no name, so that nothing is left of a process that dies, where the file system can do that;
/// elsewhere they have a name beginning with a dot in the same folder, which the destructor
/// removes.
///
/// Memory: the blocks (512 x 512 x bands) that are begun and not full. Rows of tiles from the top
/// down need one row of blocks. The file is the same, byte for byte, in whatever order the windows
/// came.
class Writer {
 public:
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  /// Drops what is not finished.
  ~Writer();

  /// All bands of a window, band by band, row by row, of the output's type. Windows may come in any
  /// order and from any thread, and must not overlap. What is never written is nodata (0 without).
  /// `kInvalidArgument`: the window is not inside, or holds more or fewer pixels; `kLimitExceeded`,
  /// `kIo`: the disk is full or cannot be written; no more may be written then.
  [[nodiscard]] base::Result<void> write(const Window& window, std::span<const std::byte> pixels);

  template <class T>
  [[nodiscard]] base::Result<void> write(const Window& window, std::span<const T> pixels) {
    return write(window, std::as_bytes(pixels));
  }

  /// Adds statistics, and puts the file in its place. Once; nothing may be written
  /// afterwards. `progress` is told 0 to 1, and ends the work by returning false.
  [[nodiscard]] base::Result<Written> finish(const std::function<bool(double)>& progress = {});

  struct Parts;
  explicit Writer(std::unique_ptr<Parts> parts);

 private:
  std::unique_ptr<Parts> parts_;
};

/// Begins a raster. The file's folder must be there; a file of that name is replaced at the end.
///
/// Errors: `kInvalidArgument` (no size, no or too many bands, a grid of control points, nodata that
/// the type cannot hold or that differs from band to band, colours for other rasters than one band
/// of uint8 or uint16), `kNotFound` and `kIo` (the folder), `kUnsupported` (built without GDAL).
///
/// ```cpp
/// auto classes = raster::create("classes.tif", {.grid = {.width = 512, .height = 512},
///                                               .bands = {{.name = "class", .nodata = 255}}});
/// if (!classes) return report(classes.error());
/// const std::vector<std::uint8_t> block(512 * 512, 3);
/// auto wrote = (*classes)->write<std::uint8_t>({0, 0, 512, 512}, block);
/// auto written = (*classes)->finish();
/// ```
[[nodiscard]] base::Result<std::unique_ptr<Writer>> create(const std::string& path,
                                                           OutputInfo info);

/// A picture of a raster as PNG, at most `size` pixels wide and high, transparent where nothing is
/// valid: the colour table, else three bands (or one in grey) stretched from the 2nd to the 98th
/// percentile. It takes its name when it is whole. Errors: those of Raster::read(),
/// `kInvalidArgument` for a size outside of 1 to 65535, `kIo` where it cannot be written.
[[nodiscard]] base::Result<void> write_preview(const Raster& raster, const std::string& path,
                                               std::int64_t size = 1024);

}  // namespace stacmlm::raster

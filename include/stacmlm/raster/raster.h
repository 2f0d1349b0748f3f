// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/fetcher.h"
#include "stacmlm/base/result.h"
#include "stacmlm/raster/grid.h"
#include "stacmlm/raster/pixel_type.h"

namespace stacmlm::raster {

/// What opening a raster may do and use.
struct Access {
  /// Brings remote files, and what local files (VRT) name of them; it decides which hosts may be
  /// asked. Null: files of this machine alone. It must outlive the Raster. It is called from one
  /// thread at a time.
  base::Fetcher* fetcher = nullptr;
  /// Bytes of decoded blocks that are kept, so that windows beside each other do not decode them
  /// again. One row of blocks as wide as the raster is what reading by rows of windows wants. What
  /// one window touches is kept even where that is more.
  std::uint64_t cache_bytes = std::uint64_t{64} << 20U;
};

/// One band, as the file describes it.
struct Band {
  std::string name;  ///< the description; may be empty
  PixelType type = PixelType::kUInt8;
  std::optional<double> nodata;  ///< NaN is one, too
  std::optional<double> scale;   ///< value = scale * number + offset; not applied when reading
  std::optional<double> offset;
  std::string unit;
  std::string color;                          ///< `red`, `nir`, `alpha`, `palette`; may be empty
  std::optional<double> center_wavelength;    ///< micrometres
  std::optional<double> full_width_half_max;  ///< micrometres
  bool has_mask = false;                      ///< a mask or an alpha band says what is valid
};

/// A colour of a class map.
struct ClassColor {
  std::uint16_t value = 0;  ///< of the pixel; a uint8 raster has 0 to 255
  std::array<std::uint8_t, 4> rgba{0, 0, 0, 255};
};

/// What a raster file says of itself.
struct Info {
  std::string path;
  std::string format;  ///< short name of GDAL's driver: `GTiff`
  Grid grid;
  std::vector<Band> bands;
  std::vector<ClassColor> colors;  ///< of the first band
  std::int64_t block_width = 0;
  std::int64_t block_height = 0;
  std::string compression;     ///< `DEFLATE`; empty: none, or not told
  std::int64_t overviews = 0;  ///< of the first band
};

/// Which pixels of a window have values.
enum class Validity : std::uint8_t { kNone, kSome, kAll };

/// How pixels of one grid become pixels of another.
enum class Resampling : std::uint8_t {
  kNearest,
  kBilinear,
  kCubic,
  kCubicSpline,
  kLanczos,
  kAverage,
  kMode,
};

/// `nearest`, `bilinear`, `cubic`, `cubic-spline`, `lanczos`, `average`, `mode`, for options and
/// records.
[[nodiscard]] std::string_view name_of(Resampling resampling);
[[nodiscard]] std::optional<Resampling> resampling_of(std::string_view name);

/// A raster that is open for reading. All members may be called from any thread at the same time.
///
/// A pixel is not valid where the band's nodata value stands, where it is NaN or infinite, or where
/// the file's mask or alpha band says so. Values that are not valid are given as 0, never as they
/// stand.
class Raster {
 public:
  Raster(const Raster&) = delete;
  Raster& operator=(const Raster&) = delete;
  ~Raster();

  [[nodiscard]] const Info& info() const;

  /// Reads bands (counted from 0; one may stand several times) of a window that lies inside the
  /// raster into `to`: band by band, row by row, as `type`. Numbers that `type` cannot hold become
  /// the nearest that it can, fractions are rounded. `valid` gets 1 or 0 for each pixel of each
  /// band, in the same order, or is empty. Says which pixels were valid, in all bands together.
  ///
  /// Errors: `kInvalidArgument` (window or band outside, buffer too small), `kIo` (the file is
  /// broken, or cannot be read), `kUnsupported` (it lies where nobody may ask).
  [[nodiscard]] base::Result<Validity> read(const Window& window,
                                            std::span<const std::size_t> bands, PixelType type,
                                            std::span<std::byte> to,
                                            std::span<std::uint8_t> valid) const;

  /// The same for float32 pixels.
  [[nodiscard]] base::Result<Validity> read(const Window& window,
                                            std::span<const std::size_t> bands, std::span<float> to,
                                            std::span<std::uint8_t> valid) const {
    return read(window, bands, PixelType::kFloat32, std::as_writable_bytes(to), valid);
  }

  /// The window in fewer pixels, each the mean of those that are valid in it (`kMode`: the most
  /// frequent one, for classes); reads overviews where there are some. `to` and `valid` hold
  /// bands x height x width pixels. Errors as read().
  [[nodiscard]] base::Result<Validity> read_reduced(const Window& window,
                                                    std::span<const std::size_t> bands,
                                                    std::int64_t width, std::int64_t height,
                                                    Resampling resampling, std::span<float> to,
                                                    std::span<std::uint8_t> valid) const;

  struct Parts;
  explicit Raster(std::unique_ptr<Parts> parts);

 private:
  std::unique_ptr<Parts> parts_;
};

/// Opens a raster: a path, an `http(s)://` or an `s3://BUCKET/KEY` URL (a public object; the host
/// asked is BUCKET.s3.amazonaws.com). GeoTIFF, COG, VRT, JPEG 2000, PNG, JPEG. Names that mean
/// something to GDAL alone (`/vsi...`, `GTIFF_DIR:...`, XML) are refused, inside of VRTs as well
/// where they would reach the network. Files that a raster names (VRT) have to lie beside it or
/// below, none of them hidden. Pixel functions in Python are never run.
///
/// Errors: `kNotFound`, `kInvalidDocument` (no raster of these formats, or broken), `kUnsupported`
/// (built without GDAL; remote, and no Fetcher given; it names files elsewhere), `kIo`.
///
/// ```cpp
/// auto scene = raster::open("scene.tif");
/// if (!scene) return report(scene.error());
/// std::vector<float> pixels(512 * 512);
/// std::vector<std::uint8_t> valid(512 * 512);
/// const std::size_t band = 0;
/// auto read = (*scene)->read({0, 0, 512, 512}, {&band, 1}, pixels, valid);
/// ```
[[nodiscard]] base::Result<std::unique_ptr<Raster>> open(const std::string& path,
                                                         const Access& access = {});

/// Opens a raster and brings it to a grid: the only way in which pixels are ever resampled. Pixels
/// outside the file are not valid; a pixel is valid where at least half of what it was made from
/// is. Files with control points are warped by them; those with rational polynomials are refused,
/// for they want heights.
///
/// Errors: those of open(), and `kInvalidArgument` where only one of file and grid has a
/// georeference or a CRS, or nothing of the file lies on the grid; `kUnsupported` where this GDAL
/// gives wrong numbers.
///
/// ```cpp
/// auto red = raster::open("B04.tif");
/// if (!red) return report(red.error());
/// auto swir = raster::open_on_grid("B11.tif", (*red)->info().grid, Resampling::kBilinear);
/// ```
[[nodiscard]] base::Result<std::unique_ptr<Raster>> open_on_grid(const std::string& path,
                                                                 const Grid& grid,
                                                                 Resampling resampling,
                                                                 const Access& access = {});

/// The grid, north up and in the file's CRS, that keeps the resolution of a file: for files with
/// control points or a rotated geotransform. Errors: those of open(), and `kInvalidArgument` where
/// the file has no georeference.
[[nodiscard]] base::Result<Grid> upright_grid(const std::string& path, const Access& access = {});

/// This build has GDAL, and the machine too. Otherwise all functions answer `kUnsupported`.
[[nodiscard]] base::Result<void> is_available();

/// GDAL's version, for records: `3.6.2`; empty without it.
[[nodiscard]] std::string gdal_version();

}  // namespace stacmlm::raster

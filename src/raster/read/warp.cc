// SPDX-License-Identifier: Apache-2.0
#include "raster/read/warp.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

#include "raster/gdal/crs.h"
#include "raster/gdal/types.h"

namespace stacmlm::raster {
namespace {

constexpr double kLargestError = 0.125;  // pixels of the grid, as gdalwarp has it
constexpr double kWarpMemory = 64.0 * 1024 * 1024;

struct DestroyTransformer {
  void operator()(void* transformer) const { gdal.GDALDestroyTransformer(transformer); }
};
using Transformer = std::unique_ptr<void, DestroyTransformer>;

struct DestroyWarpOptions {
  void operator()(GDALWarpOptions* options) const { gdal.GDALDestroyWarpOptions(options); }
};

/// From the file's pixels to those of the grid, or to coordinates of its CRS without one.
base::Result<Transformer> transformer_of(GDALDatasetH dataset, const Info& file, const Grid* grid,
                                         GdalCalls& calls) {
  Options options;
  options.set("SRC_METHOD", file.grid.georeference == Georeference::kControlPoints
                                ? "GCP_POLYNOMIAL"
                                : "GEOTRANSFORM");
  if (!file.grid.crs.empty()) options.set("SRC_SRS", file.grid.crs);
  const std::string& crs = grid != nullptr ? grid->crs : file.grid.crs;
  if (!crs.empty()) options.set("DST_SRS", crs);
  Transformer transformer(gdal.GDALCreateGenImgProjTransformer2(dataset, nullptr, options.get()));
  if (transformer == nullptr) {
    return calls.error(base::ErrorKind::kInvalidArgument, file.path + ": bringing it to a grid");
  }
  if (grid != nullptr) {
    gdal.GDALSetGenImgProjTransformerDstGeoTransform(transformer.get(), grid->geotransform.data());
  }
  return transformer;
}

base::Result<void> check_georeference(const Info& file, const Grid& grid) {
  const auto fail = [&](const char* why) {
    return base::fail(base::ErrorKind::kInvalidArgument, file.path + ": " + why);
  };
  if (file.grid.georeference == Georeference::kRational) {
    return base::fail(base::ErrorKind::kUnsupported,
                      file.path + ": its rational polynomials want heights; orthorectify it first");
  }
  if (file.grid.georeference == Georeference::kNone) {
    return fail("it has no georeference, so that it cannot be brought to another grid");
  }
  if (grid.georeference != Georeference::kGeotransform) {
    return fail("it cannot be brought to a grid without georeference");
  }
  if (file.grid.crs.empty() != grid.crs.empty()) {
    return fail("of it and the grid that it is to be brought to, one has no CRS");
  }
  constexpr auto kMost = std::numeric_limits<int>::max();
  if (grid.width < 1 || grid.height < 1 || grid.width > kMost || grid.height > kMost) {
    return fail("the grid has no size");
  }
  return {};
}

/// Of a file, in pixels of the grid.
struct Extent {
  double left = std::numeric_limits<double>::infinity();
  double right = -std::numeric_limits<double>::infinity();
  double top = std::numeric_limits<double>::infinity();
  double bottom = -std::numeric_limits<double>::infinity();

  [[nodiscard]] bool touches(const Grid& grid) const {
    return left < static_cast<double>(grid.width) && right > 0 &&
           top < static_cast<double>(grid.height) && bottom > 0;
  }
  /// By more than what reprojection stretches: pixels of the grid are larger than the file's.
  [[nodiscard]] bool is_smaller_than(const Grid& file) const {
    return (right - left) * (bottom - top) <
           0.9 * static_cast<double>(file.width) * static_cast<double>(file.height);
  }
};

Extent extent_of(void* transformer, const Grid& file) {
  constexpr int kSteps = 20;
  Extent found;
  for (int i = 0; i <= kSteps; ++i) {
    for (int j = 0; j <= kSteps; ++j) {
      double x = static_cast<double>(file.width) * i / kSteps;
      double y = static_cast<double>(file.height) * j / kSteps;
      double z = 0;
      int is_done = 0;
      gdal.GDALGenImgProjTransform(transformer, FALSE, 1, &x, &y, &z, &is_done);
      if (is_done == 0 || !std::isfinite(x) || !std::isfinite(y)) continue;
      found.left = std::min(found.left, x);
      found.right = std::max(found.right, x);
      found.top = std::min(found.top, y);
      found.bottom = std::max(found.bottom, y);
    }
  }
  return found;
}

/// Before 3.10 GDAL aliases where Lanczos makes pixels larger: OSGeo/gdal#11042.
bool has_sound_lanczos() { return std::atoi(gdal.GDALVersionInfo("VERSION_NUM")) >= 3100000; }

base::Result<void> check_extent(const Extent& extent, const Info& file, const Warp& warp) {
  if (!extent.touches(warp.grid)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      file.path + ": no part of it lies on the grid that it is to be brought to");
  }
  const bool is_aliased = warp.resampling == Resampling::kLanczos &&
                          extent.is_smaller_than(file.grid) && !has_sound_lanczos();
  if (is_aliased) {
    return base::fail(base::ErrorKind::kUnsupported,
                      file.path +
                          ": the lanczos of GDAL before 3.10 gives wrong numbers where "
                          "pixels become larger; cubic or average would do");
  }
  return {};
}

// GDAL frees these with its options.
template <class T>
T* allocated(T value) {
  auto* const memory = static_cast<T*>(gdal.CPLCalloc(1, sizeof(T)));
  *memory = value;
  return memory;
}

base::Result<Dataset> warp_band(GDALDatasetH dataset, const Info& file, std::size_t band,
                                const Warp& warp, Transformer transformer, GdalCalls& calls) {
  const std::unique_ptr<GDALWarpOptions, DestroyWarpOptions> options(gdal.GDALCreateWarpOptions());
  options->hSrcDS = dataset;
  options->eResampleAlg = warping_word(warp.resampling);
  options->dfWarpMemoryLimit = kWarpMemory;
  options->nBandCount = 1;
  options->panSrcBands = allocated(static_cast<int>(band) + 1);
  options->panDstBands = allocated(1);
  options->nDstAlphaBand = 2;
  if (file.bands[band].nodata) options->padfSrcNoDataReal = allocated(*file.bands[band].nodata);
  const int alpha = alpha_band(file);
  if (alpha != static_cast<int>(band) + 1) options->nSrcAlphaBand = alpha;
  options->papszWarpOptions = gdal.CSLSetNameValue(options->papszWarpOptions, "INIT_DEST", "0");
  options->pfnTransformer = gdal.GDALApproxTransform;
  Transformer approximate(gdal.GDALCreateApproxTransformer(gdal.GDALGenImgProjTransform,
                                                           transformer.get(), kLargestError));
  gdal.GDALApproxTransformerOwnsSubtransformer(approximate.get(), TRUE);
  static_cast<void>(transformer.release());
  options->pTransformerArg = approximate.get();
  std::array<double, 6> geotransform = warp.grid.geotransform;
  Dataset warped(gdal.GDALCreateWarpedVRT(dataset, static_cast<int>(warp.grid.width),
                                          static_cast<int>(warp.grid.height), geotransform.data(),
                                          options.get()));
  if (warped == nullptr) {
    return calls.error(base::ErrorKind::kInvalidArgument, file.path + ": bringing it to a grid");
  }
  static_cast<void>(approximate.release());  // the warped raster's from here on
  return warped;
}

}  // namespace

base::Result<void> add_warped(Handle& handle, const Info& file, const Warp& warp,
                              GdalCalls& calls) {
  STACMLM_CHECK(check_georeference(file, warp.grid));
  for (std::size_t band = 0; band < file.bands.size(); ++band) {
    STACMLM_TRY(Transformer transformer,
                transformer_of(handle.file.get(), file, &warp.grid, calls));
    if (band == 0) {
      STACMLM_CHECK(check_extent(extent_of(transformer.get(), file.grid), file, warp));
    }
    STACMLM_TRY(Dataset warped,
                warp_band(handle.file.get(), file, band, warp, std::move(transformer), calls));
    handle.warped.push_back(std::move(warped));
  }
  return {};
}

void describe_warped(Info& info, const Warp& warp, GDALDatasetH warped) {
  info.grid = warp.grid;
  int width = 0;
  int height = 0;
  gdal.GDALGetBlockSize(gdal.GDALGetRasterBand(warped, 1), &width, &height);
  info.block_width = std::max(width, 1);
  info.block_height = std::max(height, 1);
  info.overviews = 0;
  for (Band& band : info.bands) band.has_mask = true;
}

base::Result<Grid> suggest_grid(GDALDatasetH dataset, const Info& info, GdalCalls& calls) {
  const auto kind = info.grid.georeference;
  if (kind != Georeference::kGeotransform && kind != Georeference::kControlPoints) {
    return base::fail(
        kind == Georeference::kRational ? base::ErrorKind::kUnsupported
                                        : base::ErrorKind::kInvalidArgument,
        info.path + (kind == Georeference::kRational ? ": its rational polynomials want heights"
                                                     : ": it has no georeference"));
  }
  STACMLM_TRY(const Transformer transformer, transformer_of(dataset, info, nullptr, calls));
  Grid grid = info.grid;
  int width = 0;
  int height = 0;
  if (gdal.GDALSuggestedWarpOutput(dataset, gdal.GDALGenImgProjTransform, transformer.get(),
                                   grid.geotransform.data(), &width, &height) != CE_None) {
    return calls.error(base::ErrorKind::kInvalidArgument, info.path + ": finding an upright grid");
  }
  grid.width = width;
  grid.height = height;
  grid.georeference = Georeference::kGeotransform;
  return grid;
}

}  // namespace stacmlm::raster

// SPDX-License-Identifier: Apache-2.0
#include "raster/read/window_io.h"

#include <fmt/format.h>

#include <ctime>

namespace stacmlm::raster {
namespace {

constexpr double kMostSeconds = 15;

/// Of a processor, spent by this thread.
double seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct Limit {
  const Info& info;
  double end = 0;
};

int go_on(double, const char*, void* limit) {
  const Limit& until = *static_cast<Limit*>(limit);
  if (seconds() < until.end) return TRUE;
  GdalCalls::refuse({base::ErrorKind::kLimitExceeded,
                     fmt::format("{}: what it names takes longer to read than {:.0f} seconds for "
                                 "one block",
                                 until.info.path, kMostSeconds)});
  return FALSE;
}

}  // namespace

bool read_window(GDALRasterBandH band, const Info& info, const Window& window, const PixelRows& to,
                 const GdalCalls& calls) {
  GDALRasterIOExtraArg extra;
  INIT_RASTERIO_EXTRA_ARG(extra);
  Limit limit{info, 0};
  if (info.format == "VRT") {
    limit.end = seconds() + kMostSeconds;
    extra.pfnProgress = go_on;
    extra.pProgressData = &limit;
  }
  const auto width = static_cast<int>(window.width);
  const auto height = static_cast<int>(window.height);
  const CPLErr done = gdal.GDALRasterIOEx(
      band, GF_Read, static_cast<int>(window.column), static_cast<int>(window.row), width, height,
      to.first, width, height, to.type, static_cast<GSpacing>(to.pixel_bytes),
      static_cast<GSpacing>(to.row_bytes), &extra);
  // Some failures of drivers are told, but not returned.
  return done == CE_None && !calls.failed();
}

}  // namespace stacmlm::raster

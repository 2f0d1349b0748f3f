// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/crs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "raster/gdal/calls.h"
#include "raster/gdal/types.h"

namespace stacmlm::raster {
namespace {

constexpr int kWgs84 = 4326;
constexpr int kPointsPerEdge = 16;
constexpr double kSamePlace = 0.01;  // of a pixel

struct DestroyTransformation {
  void operator()(OGRCoordinateTransformationH transformation) const {
    gdal.OCTDestroyCoordinateTransformation(transformation);
  }
};

int epsg_code(OGRSpatialReferenceH crs) {
  if (text_of(gdal.OSRGetAuthorityName(crs, nullptr)) != "EPSG") return 0;
  const std::string code = text_of(gdal.OSRGetAuthorityCode(crs, nullptr));
  int number = 0;
  std::from_chars(code.data(), code.data() + code.size(), number);
  return number;
}

Crs crs_from_epsg(int epsg) {
  Crs crs(gdal.OSRNewSpatialReference(nullptr));
  if (gdal.OSRImportFromEPSG(crs.get(), epsg) != OGRERR_NONE) return nullptr;
  gdal.OSRSetAxisMappingStrategy(crs.get(), OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}

Point at(const Grid& grid, double column, double row) {
  const auto& g = grid.geotransform;
  return {g[0] + g[1] * column + g[2] * row, g[3] + g[4] * column + g[5] * row};
}

// Once around, without the first point at the end.
std::vector<Point> outline(const Grid& grid, int points_per_edge) {
  constexpr std::array<Point, 5> kCorners{{{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}}};
  std::vector<Point> points;
  for (std::size_t edge = 0; edge < 4; ++edge) {
    for (int i = 0; i < points_per_edge; ++i) {
      const double part = static_cast<double>(i) / points_per_edge;
      const auto between = [&](std::size_t axis) {
        return kCorners[edge][axis] + part * (kCorners[edge + 1][axis] - kCorners[edge][axis]);
      };
      points.push_back(at(grid, between(0) * static_cast<double>(grid.width),
                          between(1) * static_cast<double>(grid.height)));
    }
  }
  return points;
}

bool is_clockwise(const std::vector<Point>& ring) {
  double twice_area = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& from = ring[i];
    const Point& to = ring[(i + 1) % ring.size()];
    twice_area += from[0] * to[1] - to[0] * from[1];
  }
  return twice_area < 0;
}

bool has_same_corners(const Grid& left, const Grid& right) {
  const auto size = left.pixel_size();
  const double tolerance = kSamePlace * std::min(size[0], size[1]);
  const auto a = outline(left, 1);
  const auto b = outline(right, 1);
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(std::hypot(a[i][0] - b[i][0], a[i][1] - b[i][1]) <= tolerance)) return false;
  }
  return true;
}

bool is_same_crs(const std::string& left, const std::string& right) {
  if (left == right) return true;
  const Crs a = crs_of(left);
  const Crs b = crs_of(right);
  if (a == nullptr || b == nullptr) return false;
  constexpr std::array<const char*, 3> kHow{"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                            "CRITERION=EQUIVALENT", nullptr};
  return gdal.OSRIsSameEx(a.get(), b.get(), kHow.data()) != 0;
}

}  // namespace

Crs crs_of(const std::string& wkt) {
  if (wkt.empty()) return nullptr;
  Crs crs(gdal.OSRNewSpatialReference(wkt.c_str()));
  if (crs != nullptr) gdal.OSRSetAxisMappingStrategy(crs.get(), OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}

void set_crs(Grid& grid, OGRSpatialReferenceH crs) {
  if (crs == nullptr) return;
  constexpr std::array<const char*, 2> kForm{"FORMAT=WKT2_2019", nullptr};
  char* wkt = nullptr;
  if (gdal.OSRExportToWktEx(crs, &wkt, kForm.data()) == OGRERR_NONE) grid.crs = text_of(wkt);
  gdal.VSIFree(wkt);
  grid.epsg = epsg_code(crs);
  if (grid.epsg != 0) return;
  const Crs copy(gdal.OSRClone(crs));
  if (gdal.OSRAutoIdentifyEPSG(copy.get()) == OGRERR_NONE) grid.epsg = epsg_code(copy.get());
}

base::Result<bool> is_same_grid(const Grid& left, const Grid& right) {
  STACMLM_CHECK(load_gdal());
  if (left.width != right.width || left.height != right.height ||
      left.georeference != right.georeference) {
    return false;
  }
  if (left.georeference == Georeference::kNone) return true;
  if (left.georeference != Georeference::kGeotransform) return false;
  const GdalCalls calls;
  return has_same_corners(left, right) && is_same_crs(left.crs, right.crs);
}

base::Result<std::vector<Point>> footprint(const Grid& grid) {
  STACMLM_CHECK(load_gdal());
  if (grid.georeference != Georeference::kGeotransform || grid.crs.empty()) {
    return base::fail(base::ErrorKind::kInvalidArgument, "the raster has no georeference");
  }
  GdalCalls calls;
  const Crs from = crs_of(grid.crs);
  const Crs to = crs_from_epsg(kWgs84);
  if (from == nullptr || to == nullptr) {
    return calls.error(base::ErrorKind::kInvalidArgument, "the CRS of the raster");
  }
  const std::unique_ptr<void, DestroyTransformation> transformation(
      gdal.OCTNewCoordinateTransformation(from.get(), to.get()));
  if (transformation == nullptr) {
    return calls.error(base::ErrorKind::kInvalidArgument, "from the raster's CRS to WGS 84");
  }
  const bool is_straight = gdal.OSRIsGeographic(from.get()) != 0;
  std::vector<Point> ring = outline(grid, is_straight ? 1 : kPointsPerEdge);
  for (Point& point : ring) {
    double z = 0;
    if (gdal.OCTTransform(transformation.get(), 1, &point[0], &point[1], &z) == 0 ||
        !std::isfinite(point[0]) || !std::isfinite(point[1])) {
      return calls.error(base::ErrorKind::kInvalidArgument, "from the raster's CRS to WGS 84");
    }
  }
  if (is_clockwise(ring)) std::reverse(ring.begin() + 1, ring.end());
  ring.push_back(ring.front());
  return ring;
}

base::Result<Grid> make_grid(int epsg, Point upper_left, double pixel_size, std::int64_t width,
                             std::int64_t height) {
  STACMLM_CHECK(load_gdal());
  GdalCalls calls;
  const Crs crs = crs_from_epsg(epsg);
  if (crs == nullptr) {
    return calls.error(base::ErrorKind::kInvalidArgument, fmt::format("EPSG:{}", epsg));
  }
  Grid grid;
  grid.width = width;
  grid.height = height;
  grid.georeference = Georeference::kGeotransform;
  grid.geotransform = {upper_left[0], pixel_size, 0, upper_left[1], 0, -pixel_size};
  set_crs(grid, crs.get());
  return grid;
}

}  // namespace stacmlm::raster

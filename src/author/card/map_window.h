// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/stac/geometry.h"

namespace stacmlm::author {

struct Place {
  double longitude;  ///< may run past 180, so that a line goes on where it crosses the antimeridian
  double latitude;
};

/// A piece of the earth on a picture: longitudes and latitudes as straight lines. One degree of
/// longitude is as wide as it is in the middle of the window.
class MapWindow {
 public:
  /// Around `box`, with room beside it; all of the earth if `box` is larger than a continent.
  static MapWindow around(const stac::Box& box, double width, double height);
  static MapWindow world(double width, double height);

  [[nodiscard]] double x(double longitude) const {
    return width_ / 2 + (longitude - longitude_) * per_longitude_;
  }
  [[nodiscard]] double y(double latitude) const {
    return height_ / 2 - (latitude - latitude_) * per_latitude_;
  }
  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }
  [[nodiscard]] double west() const { return longitude_ - width_ / 2 / per_longitude_; }
  [[nodiscard]] double east() const { return longitude_ + width_ / 2 / per_longitude_; }
  [[nodiscard]] double south() const { return latitude_ - height_ / 2 / per_latitude_; }
  [[nodiscard]] double north() const { return latitude_ + height_ / 2 / per_latitude_; }
  [[nodiscard]] bool is_world() const { return is_world_; }

  /// Degrees between the lines of a graticule of about `lines` lines.
  [[nodiscard]] double graticule_step(double lines) const;

  /// The data of an SVG path: every copy of the line, 360 degrees apart, that the window shows.
  /// Points too close to see apart are left out, and what lies far outside is cut short.
  [[nodiscard]] std::string path(const std::vector<Place>& line, bool is_area) const;

 private:
  void append(const std::vector<Place>& line, double shift, bool is_area, std::string& out) const;

  double width_ = 0;
  double height_ = 0;
  double longitude_ = 0;  // of the middle
  double latitude_ = 0;
  double per_longitude_ = 1;
  double per_latitude_ = 1;
  bool is_world_ = false;
};

/// Calls `take` for each line, ring (an area) and point of a GeoJSON geometry, Feature or
/// FeatureCollection. An edge that looks as if it went the longer way round the earth goes the
/// shorter one where `unrolls` is set.
void for_each_line(json::Value geojson, bool unrolls,
                   const std::function<void(const std::vector<Place>&, bool is_area)>& take);

}  // namespace stacmlm::author

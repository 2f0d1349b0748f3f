// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "raster/read/chunks.h"
#include "raster/read/convert.h"
#include "raster/read/dataset.h"
#include "raster/read/handles.h"

namespace stacmlm::raster {

/// Where the values of a band come from, and what says which are valid.
struct BandSource {
  NoData nodata;
  bool has_mask = false;  ///< of the file, or of a warped raster
  int alpha = 0;          ///< number of the band that is it; 0: what GDAL takes for the mask
};

struct Raster::Parts {
  Place place;
  Info info;
  std::vector<BandSource> sources;
  std::unique_ptr<Handles> handles;
  std::unique_ptr<Chunks> chunks;

  /// Held while GDAL works on it: sources that VRTs name may be shared by all that are open.
  [[nodiscard]] std::unique_lock<std::mutex> lock_if_shared() const;
  /// Decodes bands of a window; what Chunks calls.
  base::Result<std::vector<std::shared_ptr<const Plane>>> load(
      const Window& window, std::span<const std::size_t> bands) const;
};

/// A handle of a raster, given back at its end.
class HandleLease {
 public:
  static base::Result<HandleLease> take(Handles& handles);
  HandleLease(HandleLease&&) = default;
  HandleLease& operator=(HandleLease&&) = delete;
  ~HandleLease();

  /// The band's values, and the band (0 to 255) that says which are valid.
  [[nodiscard]] GDALRasterBandH values(std::size_t band) const;
  [[nodiscard]] GDALRasterBandH mask(std::size_t band, int alpha) const;
  [[nodiscard]] bool is_warped() const { return !handle_->warped.empty(); }

 private:
  HandleLease(Handles& handles, std::unique_ptr<Handle> handle)
      : handles_(&handles), handle_(std::move(handle)) {}

  Handles* handles_;
  std::unique_ptr<Handle> handle_;
};

/// `kInvalidArgument`: a window that leaves the raster, or bands that it has not.
base::Result<void> check_part(const Info& info, const Window& window,
                              std::span<const std::size_t> bands);

}  // namespace stacmlm::raster

// SPDX-License-Identifier: Apache-2.0
// The module in a build without GDAL.
#include "stacmlm/raster/grid.h"
#include "stacmlm/raster/layer.h"
#include "stacmlm/raster/raster.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::raster {
namespace {

tl::unexpected<base::Error> missing() {
  return base::fail(base::ErrorKind::kUnsupported, "built without GDAL");
}

}  // namespace

struct Raster::Parts {
  Info info;
};

Raster::Raster(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Raster::~Raster() = default;
const Info& Raster::info() const { return parts_->info; }
base::Result<Validity> Raster::read(const Window&, std::span<const std::size_t>, PixelType,
                                    std::span<std::byte>, std::span<std::uint8_t>) const {
  return missing();
}
base::Result<Validity> Raster::read_reduced(const Window&, std::span<const std::size_t>,
                                            std::int64_t, std::int64_t, Resampling,
                                            std::span<float>, std::span<std::uint8_t>) const {
  return missing();
}

base::Result<std::unique_ptr<Raster>> open(const std::string&, const Access&) { return missing(); }
base::Result<std::unique_ptr<Raster>> open_on_grid(const std::string&, const Grid&, Resampling,
                                                   const Access&) {
  return missing();
}
base::Result<Grid> upright_grid(const std::string&, const Access&) { return missing(); }
base::Result<void> is_available() { return missing(); }
std::string gdal_version() { return {}; }

struct Writer::Parts {};

Writer::Writer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Writer::~Writer() = default;
base::Result<void> Writer::write(const Window&, std::span<const std::byte>) { return missing(); }
base::Result<Written> Writer::finish(const std::function<bool(double)>&) { return missing(); }

// NOLINTNEXTLINE(performance-unnecessary-value-param): declared so for those who write it
base::Result<std::unique_ptr<Writer>> create(const std::string&, OutputInfo) { return missing(); }
base::Result<void> write_preview(const Raster&, const std::string&, std::int64_t) {
  return missing();
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): declared so for those who write it
base::Result<std::unique_ptr<LayerWriter>> create_layer(const std::string&, LayerInfo) {
  return missing();
}

base::Result<bool> is_same_grid(const Grid&, const Grid&) { return missing(); }
base::Result<std::vector<Point>> footprint(const Grid&) { return missing(); }
base::Result<Grid> make_grid(int, Point, double, std::int64_t, std::int64_t) { return missing(); }

}  // namespace stacmlm::raster

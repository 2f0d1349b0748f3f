// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "stacmlm/raster/layer.h"
#include "stacmlm/raster/raster.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::raster {
namespace {

TEST(WithoutGdal, EverythingSaysSo) {
  const auto raster = open("a.tif");
  ASSERT_FALSE(raster);
  EXPECT_EQ(raster.error().kind, base::ErrorKind::kUnsupported);
  EXPECT_EQ(raster.error().message, "built without GDAL");
  EXPECT_FALSE(create("a.tif", {}));
  EXPECT_FALSE(create_layer("a.gpkg", {}));
  EXPECT_FALSE(is_available());
  EXPECT_EQ(gdal_version(), "");
}

}  // namespace
}  // namespace stacmlm::raster

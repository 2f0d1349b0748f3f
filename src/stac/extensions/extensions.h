// SPDX-License-Identifier: Apache-2.0
// The facts of the published extension schemas, one function per extension and version.
#pragma once

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

json::Shape classification_v1_0();
json::Shape classification_v1_1();
json::Shape classification_v2_0();  // what is documented

json::Shape datacube_v1_0();
json::Shape datacube_v2_0();
json::Shape datacube_v2_1();
json::Shape datacube_v2_2();
json::Shape datacube_v2_3();

json::Shape eo_v1_0();
json::Shape eo_v1_1();
json::Shape eo_v2_0_beta_1();
json::Shape eo_v2_0();

json::Shape example_links_v0_0_1();

json::Shape file_v1_0();
json::Shape file_v2_0();
json::Shape file_v2_1();

json::Shape item_assets_v1_0();

json::Shape label_v1_0_0();
json::Shape label_v1_0_1();

json::Shape ml_aoi_v0_1();
json::Shape ml_aoi_v0_2();

json::Shape processing_v1_0();
json::Shape processing_v1_1();
json::Shape processing_v1_2();

json::Shape projection_v1_0();
json::Shape projection_v1_1();
json::Shape projection_v1_2();
json::Shape projection_v2_0();

json::Shape raster_v1_0();
json::Shape raster_v1_1();
json::Shape raster_v2_0_beta_1();
json::Shape raster_v2_0();

json::Shape scientific_v1_0();

json::Shape version_v1_0();
json::Shape version_v1_1();
json::Shape version_v1_2();

}  // namespace stacmlm::stac

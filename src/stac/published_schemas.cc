// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stac/extensions/extensions.h"
#include "stacmlm/stac/published_schema.h"

namespace stacmlm::stac {
namespace {

/// The shape that `make` builds, built once.
template <json::Shape (*make)()>
const json::Shape& once() {
  static const json::Shape shape = make();
  return shape;
}

template <json::Shape (*make)(CoreVersion), CoreVersion version>
const json::Shape& once() {
  static const json::Shape shape = make(version);
  return shape;
}

}  // namespace

std::span<const PublishedSchema> core_schemas() {
  static constexpr PublishedSchema kSchemas[] = {
      {"item", "1.0.0", "https://schemas.stacspec.org/v1.0.0/item-spec/json-schema/item.json",
       &once<item, CoreVersion::k1_0_0>},
      {"item", "1.1.0", "https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json",
       &once<item, CoreVersion::k1_1_0>},
      {"collection", "1.0.0",
       "https://schemas.stacspec.org/v1.0.0/collection-spec/json-schema/collection.json",
       &once<collection, CoreVersion::k1_0_0>},
      {"collection", "1.1.0",
       "https://schemas.stacspec.org/v1.1.0/collection-spec/json-schema/collection.json",
       &once<collection, CoreVersion::k1_1_0>},
      {"catalog", "1.0.0",
       "https://schemas.stacspec.org/v1.0.0/catalog-spec/json-schema/catalog.json",
       &once<catalog, CoreVersion::k1_0_0>},
      {"catalog", "1.1.0",
       "https://schemas.stacspec.org/v1.1.0/catalog-spec/json-schema/catalog.json",
       &once<catalog, CoreVersion::k1_1_0>},
  };
  return kSchemas;
}

std::span<const PublishedSchema> extension_schemas() {
  static constexpr PublishedSchema kSchemas[] = {
      {"classification", "1.0.0",
       "https://stac-extensions.github.io/classification/v1.0.0/schema.json",
       &once<classification_v1_0>},
      {"classification", "1.1.0",
       "https://stac-extensions.github.io/classification/v1.1.0/schema.json",
       &once<classification_v1_1>},
      {"classification", "2.0.0",
       "https://stac-extensions.github.io/classification/v2.0.0/schema.json",
       &once<classification_v2_0>, true},
      {"datacube", "1.0.0", "https://stac-extensions.github.io/datacube/v1.0.0/schema.json",
       &once<datacube_v1_0>},
      {"datacube", "2.0.0", "https://stac-extensions.github.io/datacube/v2.0.0/schema.json",
       &once<datacube_v2_0>},
      {"datacube", "2.1.0", "https://stac-extensions.github.io/datacube/v2.1.0/schema.json",
       &once<datacube_v2_1>},
      {"datacube", "2.2.0", "https://stac-extensions.github.io/datacube/v2.2.0/schema.json",
       &once<datacube_v2_2>},
      {"datacube", "2.3.0", "https://stac-extensions.github.io/datacube/v2.3.0/schema.json",
       &once<datacube_v2_3>},
      {"eo", "1.0.0", "https://stac-extensions.github.io/eo/v1.0.0/schema.json", &once<eo_v1_0>},
      {"eo", "1.1.0", "https://stac-extensions.github.io/eo/v1.1.0/schema.json", &once<eo_v1_1>},
      {"eo", "2.0.0-beta.1", "https://stac-extensions.github.io/eo/v2.0.0-beta.1/schema.json",
       &once<eo_v2_0_beta_1>},
      {"eo", "2.0.0", "https://stac-extensions.github.io/eo/v2.0.0/schema.json", &once<eo_v2_0>},
      {"example-links", "0.0.1",
       "https://stac-extensions.github.io/example-links/v0.0.1/schema.json",
       &once<example_links_v0_0_1>},
      {"file", "1.0.0", "https://stac-extensions.github.io/file/v1.0.0/schema.json",
       &once<file_v1_0>},
      {"file", "2.0.0", "https://stac-extensions.github.io/file/v2.0.0/schema.json",
       &once<file_v2_0>},
      {"file", "2.1.0", "https://stac-extensions.github.io/file/v2.1.0/schema.json",
       &once<file_v2_1>},
      {"item-assets", "1.0.0", "https://stac-extensions.github.io/item-assets/v1.0.0/schema.json",
       &once<item_assets_v1_0>},
      {"label", "1.0.0", "https://stac-extensions.github.io/label/v1.0.0/schema.json",
       &once<label_v1_0_0>},
      {"label", "1.0.1", "https://stac-extensions.github.io/label/v1.0.1/schema.json",
       &once<label_v1_0_1>},
      {"ml-aoi", "0.1.0", "https://stac-extensions.github.io/ml-aoi/v0.1.0/schema.json",
       &once<ml_aoi_v0_1>},
      {"ml-aoi", "0.2.0", "https://stac-extensions.github.io/ml-aoi/v0.2.0/schema.json",
       &once<ml_aoi_v0_2>},
      {"processing", "1.0.0", "https://stac-extensions.github.io/processing/v1.0.0/schema.json",
       &once<processing_v1_0>},
      {"processing", "1.1.0", "https://stac-extensions.github.io/processing/v1.1.0/schema.json",
       &once<processing_v1_1>},
      {"processing", "1.2.0", "https://stac-extensions.github.io/processing/v1.2.0/schema.json",
       &once<processing_v1_2>},
      {"projection", "1.0.0", "https://stac-extensions.github.io/projection/v1.0.0/schema.json",
       &once<projection_v1_0>},
      {"projection", "1.1.0", "https://stac-extensions.github.io/projection/v1.1.0/schema.json",
       &once<projection_v1_1>},
      {"projection", "1.2.0", "https://stac-extensions.github.io/projection/v1.2.0/schema.json",
       &once<projection_v1_2>},
      {"projection", "2.0.0", "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
       &once<projection_v2_0>},
      {"raster", "1.0.0", "https://stac-extensions.github.io/raster/v1.0.0/schema.json",
       &once<raster_v1_0>},
      {"raster", "1.1.0", "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
       &once<raster_v1_1>},
      // Published at this path too; the shape demands the URI above all the same.
      {"raster", "1.1.0", "https://stac-extensions.github.io/raster/1.1.0/schema.json",
       &once<raster_v1_1>},
      {"raster", "2.0.0-beta.1",
       "https://stac-extensions.github.io/raster/v2.0.0-beta.1/schema.json",
       &once<raster_v2_0_beta_1>},
      {"raster", "2.0.0", "https://stac-extensions.github.io/raster/v2.0.0/schema.json",
       &once<raster_v2_0>},
      {"scientific", "1.0.0", "https://stac-extensions.github.io/scientific/v1.0.0/schema.json",
       &once<scientific_v1_0>},
      {"version", "1.0.0", "https://stac-extensions.github.io/version/v1.0.0/schema.json",
       &once<version_v1_0>},
      {"version", "1.1.0", "https://stac-extensions.github.io/version/v1.1.0/schema.json",
       &once<version_v1_1>},
      {"version", "1.2.0", "https://stac-extensions.github.io/version/v1.2.0/schema.json",
       &once<version_v1_2>},
  };
  return kSchemas;
}

}  // namespace stacmlm::stac

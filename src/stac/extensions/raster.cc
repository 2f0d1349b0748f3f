// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/banded_fields.h"
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"
#include "stacmlm/stac/extension_parts.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::stac {

using namespace json;

Shape raster_data_type() { return words({kDataTypes.begin(), kDataTypes.end()}); }

Shape raster_statistics_v1_1() {
  return object()
      .member("mean", number())
      .member("minimum", number())
      .member("maximum", number())
      .member("stddev", number())
      .member("valid_percent", number())
      .min_members(1)
      .closed()
      .called("statistics");
}

namespace {

Shape sampling() { return words({"area", "point"}); }

Shape histogram() {
  return object()
      .member("count", number(), kRequired)
      .member("min", number(), kRequired)
      .member("max", number(), kRequired)
      .member("buckets", array_of(integer()).min_items(3), kRequired)
      .closed()
      .called("a histogram");
}

Shape fields_v1(Shape nodata) {
  const Shape band = object()
                         .member("data_type", raster_data_type())
                         .member("unit", text())
                         .member("bits_per_sample", integer())
                         .member("sampling", sampling())
                         .member("nodata", std::move(nodata))
                         .member("scale", number())
                         .member("offset", number())
                         .member("spatial_resolution", number())
                         .member("statistics", raster_statistics_v1_1())
                         .member("histogram", histogram())
                         .min_members(1)
                         .called("a band");
  return object().member("raster:bands", array_of(band).min_items(1)).closed_prefix("raster:");
}

/// A Collection need not list the extension.
Shape raster_v1(std::string_view uri, const Shape& fields, Shape collection) {
  const Shape item = lists_extension(uri).member("assets", map_of(fields), kRequired);
  return Shape().by_member("type", {{"Feature", item}, {"Collection", std::move(collection)}});
}

Shape raster_v2(std::string_view uri, CollectionBands bands) {
  const BandedFields fields = {"raster:",
                               {{"raster:bits_per_sample", integer()},
                                {"raster:sampling", sampling()},
                                {"raster:scale", number()},
                                {"raster:offset", number()},
                                {"raster:spatial_resolution", number()},
                                {"raster:histogram", histogram()}}};
  return with_banded_fields(uri, fields, bands);
}

}  // namespace

Shape raster_v1_0() {
  const Shape fields = fields_v1(number());
  return raster_v1("https://stac-extensions.github.io/raster/v1.0.0/schema.json", fields,
                   object().member("assets", map_of(fields)));
}

Shape raster_v1_1() {
  const Shape fields =
      fields_v1(any_of({number(), words({kNodataWords.begin(), kNodataWords.end()})}));
  return raster_v1("https://stac-extensions.github.io/raster/v1.1.0/schema.json", fields,
                   collection_fields(fields));
}

Shape raster_v2_0_beta_1() {
  return raster_v2("https://stac-extensions.github.io/raster/v2.0.0-beta.1/schema.json",
                   CollectionBands::kNotLookedAt);
}

Shape raster_v2_0() {
  return raster_v2("https://stac-extensions.github.io/raster/v2.0.0/schema.json",
                   CollectionBands::kLookedAt);
}

}  // namespace stacmlm::stac

// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape split() { return words({"train", "test", "validate"}); }

}  // namespace

Shape ml_aoi_v0_1() {
  const Shape fields = object().member("ml-aoi:split", split()).closed_prefix("ml-aoi:");
  // The published schema asks for a version that it is not.
  return lists_extension("https://stac-extensions.github.io/ml-aoi/v1.0.0/schema.json")
      .by_member("type", {{"Feature", item_fields(fields, fields)}});
}

Shape ml_aoi_v0_2() {
  const Shape resampling = words({"near", "bilinear", "cubic", "cubcspline", "lanczos", "average",
                                  "rms", "mode", "max", "min", "med", "q1", "q3", "sum"});
  const Shape fields = object()
                           .member("ml-aoi:split", split())
                           .member("ml-aoi:role", words({"label", "feature"}))
                           .member("ml-aoi:reference-grid", boolean())
                           .member("ml-aoi:resampling-method", resampling);
  const Shape collection = collection_fields(fields).member(
      "summaries", object().member("ml-aoi:split", array_of(split())));
  return lists_extension("https://stac-extensions.github.io/ml-aoi/v0.2.0/schema.json")
      .by_member("type", {{"Feature", item_fields(fields, fields)}, {"Collection", collection}});
}

}  // namespace stacmlm::stac

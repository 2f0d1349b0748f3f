// SPDX-License-Identifier: Apache-2.0
#include "mlm/schema/mlm.h"

#include <string>

#include "mlm/schema/cross_checks.h"
#include "mlm/schema/fields.h"
#include "mlm/uri_expression.h"

namespace stacmlm::mlm {

using json::kRequired;
using json::map_of;
using json::object;
using json::Shape;

namespace {

const std::string kAnyUriExpression = uri_expression();
const json::Pattern kAnyUri{kAnyUriExpression, "the URI of this version under any host",
                            [](std::string_view text) { return version_of_uri(text).has_value(); }};

/// `entry` is listed. Prose allows the other URIs of the extension: that a schema demands another
/// one than its own is its fault.
Shape lists(std::string_view entry) {
  const Shape allowed = json::array().contains(json::text().pattern(kAnyUri));
  return object().member("stac_extensions",
                         json::array().contains(json::word(entry)).prose("MLM703", allowed),
                         kRequired);
}

Shape item(Version version) {
  Shape asset = asset_fields(version);
  // 1.0.0 and 1.1.0: every asset is the model.
  if (version < Version::kV1_2_0)
    asset = json::all_of({asset, model_asset(version).rule("MLM505")});
  Shape assets = map_of(asset);
  if (version >= Version::kV1_4_0) assets = Shape().others(asset);
  Shape shape = object()
                    .member("properties", item_fields(version), kRequired)
                    .member("assets", assets, kRequired);
  std::vector<Shape> checks;
  if (version >= Version::kV1_3_0) checks.push_back(bands_are_described(version));
  if (version >= Version::kV1_5_0) checks.push_back(variables_are_described(version));
  if (version >= Version::kV1_2_0) checks.push_back(has_model_asset(version));
  if (version >= Version::kV1_5_0) checks.push_back(entrypoint_is_code());
  if (version >= Version::kV1_4_0) checks.push_back(artifact_type_of_models(version));
  return std::move(shape).all_of(std::move(checks));
}

Shape collection(Version version) {
  Shape shape = object()
                    .member("summaries", summaries(version))
                    .member("assets", map_of(asset_fields(version)));
  if (version >= Version::kV1_2_0)
    shape = std::move(shape).member("item_assets", map_of(asset_fields(version)));
  return shape;
}

}  // namespace

Shape mlm_schema(Version version, std::string_view entry) {
  const Shape an_item = json::all_of({item(version), lists(entry)});
  const Shape a_collection = json::all_of({collection(version), lists(entry)});
  if (version < Version::kV1_3_0)
    return Shape().by_member("type", {{"Feature", an_item}, {"Collection", a_collection}});
  // Since 1.3.0 documents of another type, or of none, pass.
  const auto is_a = [](std::string_view type) {
    return json::has({"type"}).member("type", json::word(type));
  };
  return json::all_of(
      {json::when(is_a("Feature"), an_item), json::when(is_a("Collection"), a_collection)});
}

}  // namespace stacmlm::mlm

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "mlm/schema/mlm.h"
#include "stacmlm/mlm/legacy/ml_model.h"
#include "stacmlm/mlm/published_schema.h"

namespace stacmlm::mlm {
namespace {

template <Version version>
const json::Shape& schema() {
  static const json::Shape shape = mlm_schema(version, uri_of(version));
  return shape;
}

/// What stac-extensions.github.io serves for 1.0.0 to 1.3.0; the last one demands the URI of
/// crim-ca.
template <Version version>
const json::Shape& cut_schema() {
  static const std::string entry =
      uri_of(version, version == Version::kV1_3_0 ? UriHost::kCrimCa : UriHost::kCutHost);
  static const json::Shape shape = mlm_schema(version, entry);
  return shape;
}

const json::Shape& ml_model() {
  static const json::Shape shape = legacy::ml_model_schema();
  return shape;
}

template <Version version>
stac::PublishedSchema row() {
  // What is known of 1.6.0 is not its schema.
  return {"mlm", name_of(version), uri_of(version), &schema<version>, version > kNewestPublished};
}

template <Version version>
stac::PublishedSchema cut_row() {
  static const std::string uri = uri_of(version, UriHost::kStacExtensions);
  return {"mlm-cut", name_of(version), uri, &cut_schema<version>};
}

}  // namespace

std::span<const stac::PublishedSchema> published_schemas() {
  static const stac::PublishedSchema kSchemas[] = {
      row<Version::kV1_0_0>(),     row<Version::kV1_1_0>(),
      row<Version::kV1_2_0>(),     row<Version::kV1_3_0>(),
      row<Version::kV1_4_0>(),     row<Version::kV1_5_0>(),
      row<Version::kV1_5_1>(),     row<Version::kV1_5_2>(),
      row<Version::kV1_6_0>(),     cut_row<Version::kV1_0_0>(),
      cut_row<Version::kV1_1_0>(), cut_row<Version::kV1_2_0>(),
      cut_row<Version::kV1_3_0>(), {"ml-model", "1.0.0", legacy::kMlModelUri, &ml_model},
  };
  return kSchemas;
}

const stac::PublishedSchema* schema_of(const VersionUri& uri) {
  const bool cut = uri.host != UriHost::kCrimCa && uri.version <= Version::kV1_3_0;
  const auto schemas = published_schemas();
  const auto found = std::ranges::find_if(schemas, [&](const stac::PublishedSchema& schema) {
    return schema.name == (cut ? "mlm-cut" : "mlm") && schema.version == name_of(uri.version);
  });
  return found == schemas.end() ? nullptr : &*found;
}

}  // namespace stacmlm::mlm

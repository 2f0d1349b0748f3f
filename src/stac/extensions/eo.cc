// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/banded_fields.h"
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape percentage() { return number().minimum(0).maximum(100); }

Shape band_v1_0() {
  return object()
      .member("name", text())
      .member("common_name", words({kCommonNamesV1.begin(), kCommonNamesV1.end()}))
      .member("center_wavelength", number())
      .member("full_width_half_max", number())
      .min_members(1)
      .called("a band");
}

Shape band_v1_1() {
  return band_v1_0()
      .member("description", text().min_length(1))
      .member("solar_illumination", number().minimum(0));
}

Shape fields_v1_0(Shape band) {
  return object()
      .member("eo:cloud_cover", percentage())
      .member("eo:bands", array_of(std::move(band)).min_items(1))
      .closed_prefix("eo:");
}

Shape fields_v1_1() { return fields_v1_0(band_v1_1()).member("eo:snow_cover", percentage()); }

Shape eo_v1(std::string_view uri, const Shape& fields) {
  return lists_extension(uri).by_member(
      "type",
      {{"Feature", item_fields(fields, fields).all_of({not_in_properties_alone("eo:bands")})},
       {"Collection", collection_fields(fields)}});
}

Shape eo_v2(std::string_view uri) {
  // Wavelengths may be negative: the published bound is misspelt and binds nothing.
  const BandedFields fields = {
      "eo:",
      {{"eo:cloud_cover", percentage()},
       {"eo:snow_cover", percentage()},
       {"eo:common_name", words({kCommonNames.begin(), kCommonNames.end()})},
       {"eo:center_wavelength", number()},
       {"eo:full_width_half_max", number()},
       {"eo:solar_illumination", number().minimum(0)}}};
  return with_banded_fields(uri, fields, CollectionBands::kNotLookedAt);
}

}  // namespace

Shape eo_v1_0() {
  return eo_v1("https://stac-extensions.github.io/eo/v1.0.0/schema.json", fields_v1_0(band_v1_0()));
}

Shape eo_v1_1() {
  return eo_v1("https://stac-extensions.github.io/eo/v1.1.0/schema.json", fields_v1_1());
}

Shape eo_v2_0_beta_1() {
  return eo_v2("https://stac-extensions.github.io/eo/v2.0.0-beta.1/schema.json");
}

Shape eo_v2_0() { return eo_v2("https://stac-extensions.github.io/eo/v2.0.0/schema.json"); }

}  // namespace stacmlm::stac

// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::stac {
namespace {

/// What eo and raster say of a band, or common metadata does: read here, and judged there.
template <auto Pointer>
Member<Band> elsewhere(std::string_view key) {
  return member<Pointer>(key, &shapes::any_value).in(kNever);
}

}  // namespace

std::span<const Member<Band>> Band::members() {
  static const Member<Band> kMembers[] = {
      member<&Band::name>("name", &shapes::any_text).in(kSince1_1),
      elsewhere<&Band::common_name>("common_name"),
      elsewhere<&Band::common_name>("eo:common_name"),
      elsewhere<&Band::description>("description"),
      elsewhere<&Band::center_wavelength>("center_wavelength"),
      elsewhere<&Band::center_wavelength>("eo:center_wavelength"),
      elsewhere<&Band::full_width_half_max>("full_width_half_max"),
      elsewhere<&Band::full_width_half_max>("eo:full_width_half_max"),
      elsewhere<&Band::gsd>("gsd"),
      elsewhere<&Band::spatial_resolution>("spatial_resolution"),
      elsewhere<&Band::spatial_resolution>("raster:spatial_resolution"),
      elsewhere<&Band::data_type>("data_type"),
      elsewhere<&Band::nodata>("nodata"),
      elsewhere<&Band::scale>("scale"),
      elsewhere<&Band::scale>("raster:scale"),
      elsewhere<&Band::offset>("offset"),
      elsewhere<&Band::offset>("raster:offset"),
      elsewhere<&Band::statistics>("statistics"),
      elsewhere<&Band::unit>("unit"),
  };
  return kMembers;
}

const json::Shape& band() {
  static const json::Shape shape =
      with_common_metadata(shape_of<Band>(ordinal(CoreVersion::k1_1_0)), CoreVersion::k1_1_0)
          .called("a band");
  return shape;
}

}  // namespace stacmlm::stac

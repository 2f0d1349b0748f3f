// SPDX-License-Identifier: Apache-2.0
#include "rules/view/other_members.h"

namespace stacmlm::rules {
namespace {

using stac::Member;
using stac::member;

/// What the values may be is stated by the extensions' schemas: here is only what a reader needs.
json::Shape any_value(int) { return json::any(); }

}  // namespace

std::span<const Member<OtherMembers>> OtherMembers::members() {
  static const Member<OtherMembers> kMembers[] = {
      member<&OtherMembers::datetime>("datetime", &any_value),
      member<&OtherMembers::start_datetime>("start_datetime", &any_value),
      member<&OtherMembers::end_datetime>("end_datetime", &any_value),
      member<&OtherMembers::created>("created", &any_value),
      member<&OtherMembers::updated>("updated", &any_value),
      member<&OtherMembers::bands>("bands", &any_value),
      member<&OtherMembers::eo_bands>("eo:bands", &any_value),
      member<&OtherMembers::raster_bands>("raster:bands", &any_value),
      member<&OtherMembers::cube_variables>("cube:variables", &any_value),
      member<&OtherMembers::cube_dimensions>("cube:dimensions", &any_value),
      member<&OtherMembers::file_size>("file:size", &any_value),
      member<&OtherMembers::file_checksum>("file:checksum", &any_value),
      member<&OtherMembers::processing_level>("processing:level", &any_value),
      member<&OtherMembers::processing_lineage>("processing:lineage", &any_value),
      member<&OtherMembers::processing_expression>("processing:expression", &any_value),
      member<&OtherMembers::doi>("sci:doi", &any_value),
      member<&OtherMembers::citation>("sci:citation", &any_value),
      member<&OtherMembers::publications>("sci:publications", &any_value),
      member<&OtherMembers::version>("version", &any_value),
      member<&OtherMembers::deprecated>("deprecated", &any_value),
      member<&OtherMembers::experimental>("experimental", &any_value),
  };
  return kMembers;
}

std::span<const Member<OtherLinkMembers>> OtherLinkMembers::members() {
  static const Member<OtherLinkMembers> kMembers[] = {
      member<&OtherLinkMembers::split>("ml-aoi:split", &any_value),
      member<&OtherLinkMembers::model_name>("mlm:name", &any_value),
  };
  return kMembers;
}

}  // namespace stacmlm::rules

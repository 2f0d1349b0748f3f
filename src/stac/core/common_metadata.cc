// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "stac/core/core.h"
#include "stacmlm/json/shape_facts.h"
#include "stacmlm/stac/item.h"
#include "stacmlm/stac/patterns.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::stac {

using namespace json;

namespace shapes {
namespace {

Shape datetime(int version) { return nullable(shapes::timestamp(version)); }
Shape named_providers(int) { return providers(true); }
Shape gsd(int) { return number().exclusive_minimum(0); }
Shape data_type(int) { return words({kDataTypes.begin(), kDataTypes.end()}); }

Shape nodata(int) { return any_of({number(), words({kNodataWords.begin(), kNodataWords.end()})}); }

Shape statistics(int) {
  return object()
      .member("minimum", number())
      .member("maximum", number())
      .member("mean", number())
      .member("stddev", number())
      .member("count", integer().minimum(0))
      .member("valid_percent", number().minimum(0).maximum(100))
      .min_members(1)
      .called("statistics");
}

// Bands hold common metadata, bands among them.
Shape bands(int) { return array_of(refer("a band", &band)); }

}  // namespace
}  // namespace shapes

namespace {

bool names(const Shape& object, std::string_view key) {
  return std::ranges::any_of(object.facts().members,
                             [&](const ShapeFacts::Member& member) { return member.key == key; });
}

}  // namespace

std::span<const Member<CommonMetadata>> CommonMetadata::members() {
  static const Member<CommonMetadata> kMembers[] = {
      member<&CommonMetadata::title>("title", &shapes::any_text),
      member<&CommonMetadata::description>("description", &shapes::description),
      member<&CommonMetadata::keywords>("keywords", &shapes::texts).in(kSince1_1),
      member<&CommonMetadata::roles>("roles", &shapes::texts).in(kSince1_1),
      member<&CommonMetadata::datetime>("datetime", &shapes::datetime),
      member<&CommonMetadata::start_datetime>("start_datetime", &shapes::timestamp),
      member<&CommonMetadata::end_datetime>("end_datetime", &shapes::timestamp),
      member<&CommonMetadata::created>("created", &shapes::timestamp),
      member<&CommonMetadata::updated>("updated", &shapes::timestamp),
      member<&CommonMetadata::license>("license", &shapes::license),
      member<&CommonMetadata::providers>("providers", &shapes::named_providers),
      member<&CommonMetadata::platform>("platform", &shapes::any_text),
      member<&CommonMetadata::instruments>("instruments", &shapes::texts),
      member<&CommonMetadata::constellation>("constellation", &shapes::any_text),
      member<&CommonMetadata::mission>("mission", &shapes::any_text),
      member<&CommonMetadata::gsd>("gsd", &shapes::gsd),
      member<&CommonMetadata::data_type>("data_type", &shapes::data_type).in(kSince1_1),
      member<&CommonMetadata::nodata>("nodata", &shapes::nodata).in(kSince1_1),
      member<&CommonMetadata::statistics>("statistics", &shapes::statistics).in(kSince1_1),
      member<&CommonMetadata::unit>("unit", &shapes::any_text).in(kSince1_1),
      member<&CommonMetadata::bands>("bands", &shapes::bands).in(kSince1_1),
  };
  return kMembers;
}

Shape shapes::description(int version) {
  return version == ordinal(CoreVersion::k1_0_0) ? text() : text().min_length(1);
}

Shape shapes::timestamp(int) { return text().pattern(kUtcTime); }

Shape shapes::license(int) { return text().pattern(kLicense); }

Shape providers(bool named) {
  return array_of(
      object()
          .member("name", named ? text().min_length(1) : text(), kRequired)
          .member("description", text())
          .member("roles", array_of(words({"producer", "licensor", "processor", "host"})))
          .member("url", text())
          .called("a provider"));
}

Shape with_common_metadata(Shape object, CoreVersion version) {
  for (const auto& described : CommonMetadata::members()) {
    if (!described.known.holds(ordinal(version)) || names(object, described.key)) continue;
    object = std::move(object).member(described.key, described.shape(ordinal(version)));
  }
  return std::move(object)
      .depends("start_datetime", {"end_datetime"})
      .depends("end_datetime", {"start_datetime"});
}

}  // namespace stacmlm::stac

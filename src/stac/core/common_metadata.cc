// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stacmlm/stac/patterns.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape with_basics(Shape object, CoreVersion version) {
  if (version == CoreVersion::k1_0_0) {
    return std::move(object).member("title", text()).member("description", text());
  }
  return std::move(object)
      .member("title", text())
      .member("description", text().min_length(1))
      .member("keywords", array_of(text()))
      .member("roles", array_of(text()));
}

Shape with_datetimes(Shape object) {
  return std::move(object)
      .member("datetime", nullable(timestamp()))
      .member("start_datetime", timestamp())
      .member("end_datetime", timestamp())
      .member("created", timestamp())
      .member("updated", timestamp())
      .depends("start_datetime", {"end_datetime"})
      .depends("end_datetime", {"start_datetime"});
}

Shape with_instrument(Shape object) {
  return std::move(object)
      .member("platform", text())
      .member("instruments", array_of(text()))
      .member("constellation", text())
      .member("mission", text())
      .member("gsd", number().exclusive_minimum(0));
}

Shape statistics() {
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

Shape with_data_values(Shape object) {
  return std::move(object)
      .member("data_type", words({kDataTypes.begin(), kDataTypes.end()}))
      .member("nodata", any_of({number(), words({kNodataWords.begin(), kNodataWords.end()})}))
      .member("statistics", statistics())
      .member("unit", text());
}

}  // namespace

Shape timestamp() { return text().pattern(kUtcTime); }

Shape license() { return text().pattern(kLicense); }

Shape providers(bool named) {
  return array_of(
      object()
          .member("name", named ? text().min_length(1) : text(), kRequired)
          .member("description", text())
          .member("roles", array_of(words({"producer", "licensor", "processor", "host"})))
          .member("url", text())
          .called("a provider"));
}

const Shape& band() {
  static const Shape shape =
      common_metadata(CoreVersion::k1_1_0).member("name", text()).called("a band");
  return shape;
}

Shape common_metadata(CoreVersion version) {
  Shape common = with_instrument(with_datetimes(with_basics(object(), version)))
                     .member("license", license())
                     .member("providers", providers(true));
  if (version == CoreVersion::k1_0_0) return common;
  // Bands hold common metadata, bands among them.
  return with_data_values(std::move(common)).member("bands", array_of(refer("a band", &band)));
}

}  // namespace stacmlm::stac

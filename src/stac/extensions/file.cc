// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"
#include "stacmlm/stac/character_set.h"
#include "stacmlm/stac/extension_parts.h"

namespace stacmlm::stac {

using namespace json;

namespace {

bool is_lower_case_hex(std::string_view text) {
  static constexpr CharacterSet kHexDigits("0-9a-f");
  return !text.empty() && kHexDigits.has_all(text);
}

/// Steps of at least one character with single slashes between them; one more slash may follow.
bool is_relative_path(std::string_view text) {
  return !text.empty() && !text.starts_with('/') && text.find("//") == std::string_view::npos &&
         text.find_first_of("\r\n\t\\:'\"") == std::string_view::npos;
}

constexpr Pattern kChecksum{"^[a-f0-9]+$", "lower-case hex digits", &is_lower_case_hex};
constexpr Pattern kRelativePath{R"(^[^\r\n\t\\:'"/]+(/[^\r\n\t\\:'"/]+)*/?$)", "a relative path",
                                &is_relative_path};

Shape size() { return integer().minimum(0); }

Shape fields(Shape summary) {
  const Shape value = object()
                          .member("values", array().min_items(1), kRequired)
                          .member("summary", std::move(summary), kRequired)
                          .called("values with their summary");
  return object()
      .member("file:byte_order", words({"big-endian", "little-endian"}))
      .member("file:checksum", text().pattern(kChecksum))
      .member("file:header_size", size())
      .member("file:size", size())
      .member("file:values", array_of(value).min_items(1))
      .closed_prefix("file:");
}

Shape fields_v1_0() {
  return fields(text())
      .member("file:bits_per_sample", size())
      .member("file:data_type", raster_data_type())
      .member("file:nodata", array())
      .member("file:unit", text());
}

Shape fields_v2_0() { return fields(text().min_length(1)); }

Shape fields_v2_1() {
  return fields_v2_0().member("file:local_path", text().pattern(kRelativePath));
}

Shape item(const Shape& fields) { return object().member("assets", map_of(fields), kRequired); }

}  // namespace

Shape file_v1_0() {
  const Shape fields = fields_v1_0();
  const Shape listed = lists_extension("https://stac-extensions.github.io/file/v1.0.0/schema.json");
  // A Collection need not list the extension.
  return Shape().by_member("type", {{"Feature", item(fields).all_of({listed})},
                                    {"Collection", collection_fields(fields)}});
}

Shape file_v2_0() {
  const Shape fields = fields_v2_0();
  return lists_extension("https://stac-extensions.github.io/file/v2.0.0/schema.json")
      .by_member("type", {{"Feature", item(fields)}, {"Collection", collection_fields(fields)}});
}

Shape file_v2_1() {
  const Shape fields = fields_v2_1();
  return lists_extension("https://stac-extensions.github.io/file/v2.1.0/schema.json")
      .member("links", array_of(fields))
      .by_member("type", {{"Feature", item(fields)},
                          {"Collection", collection_fields(fields)},
                          {"Catalog", any()}});
}

}  // namespace stacmlm::stac

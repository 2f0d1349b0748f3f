// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"
#include "stacmlm/stac/extension_parts.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::stac {

using namespace json;

namespace {

constexpr std::size_t kColorDigits = 6;

bool is_upper_case_color(std::string_view text) {
  return text.size() == kColorDigits &&
         text.find_first_not_of("0123456789ABCDEF") == std::string_view::npos;
}

constexpr Pattern kUpperCaseColor{"^([0-9A-F]{6})$", "six upper-case hex digits",
                                  &is_upper_case_color};

Shape set_of(Shape element) { return array_of(std::move(element)).min_items(1).unique_items(); }

Shape classes(std::string_view color_key, const Pattern& color) {
  return set_of(object()
                    .member("value", integer(), kRequired)
                    .member("description", text(), kRequired)
                    .member("name", text())
                    .member(color_key, text().pattern(color))
                    .called("a class"));
}

Shape classification(std::string_view uri, const Shape& classes) {
  const Shape bit_field = object()
                              .member("offset", integer().minimum(0), kRequired)
                              .member("length", integer().minimum(1), kRequired)
                              .member("classes", classes, kRequired)
                              .member("roles", set_of(text()))
                              .member("description", text())
                              .member("name", text())
                              .called("a bit field");
  const Shape fields = object()
                           .member("classification:bitfields", set_of(bit_field))
                           .member("classification:classes", classes)
                           .closed_prefix("classification:");
  const Shape asset = Shape(fields).member("raster:bands", array_of(fields));
  return lists_extension(uri).by_member(
      "type", {{"Feature", item_fields(fields, asset)},
               {"Collection", collection_fields(asset).member("summaries", fields)}});
}

}  // namespace

Shape classification_classes_v1_1() { return classes("color_hint", kHexColor); }

Shape classification_v1_0() {
  return classification("https://stac-extensions.github.io/classification/v1.0.0/schema.json",
                        classes("color-hint", kUpperCaseColor));
}

Shape classification_v1_1() {
  return classification("https://stac-extensions.github.io/classification/v1.1.0/schema.json",
                        classification_classes_v1_1());
}

}  // namespace stacmlm::stac

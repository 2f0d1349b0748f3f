// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"
#include "stacmlm/stac/extension_parts.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::stac {

using namespace json;

/// Any data may be the expression: that depends on the format.
Shape processing_expression_v1_1() {
  return object()
      .member("format", text(), kRequired)
      .required("expression")
      .called("a processing expression");
}

namespace {

bool is_not_only_line_ends(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kLineEnds = {"\n", "\r", "\xE2\x80\xA8",
                                                                "\xE2\x80\xA9"};
  for (;;) {
    const auto end =
        std::ranges::find_if(kLineEnds, [&](std::string_view e) { return text.starts_with(e); });
    if (end == kLineEnds.end()) return !text.empty();
    text.remove_prefix(end->size());
  }
}

constexpr Pattern kSoftwareName = {".{1,}", "a text that is not only line ends",
                                   &is_not_only_line_ends};

Shape fields_v1_0() {
  return object()
      .member("processing:lineage", text())
      .member("processing:level", text())
      .member("processing:facility", text())
      .member("processing:software", object().keys_matching(kSoftwareName, text()))
      .closed_prefix("processing:");
}

Shape fields_v1_1() {
  return fields_v1_0().member("processing:expression", processing_expression_v1_1());
}

Shape fields_v1_2() {
  return fields_v1_1()
      .member("processing:version", text())
      .member("processing:datetime", text().pattern(kUtcTime));
}

Shape has_processing_role() {
  return with("roles", array().contains(words({"producer", "processor"})));
}

Shape item(const Shape& fields) {
  return item_fields(Shape(fields).all_of({has_any_field(fields)}), fields);
}

Shape collection_v1_0(const Shape& fields) {
  const Shape provider =
      Shape(fields).when(has_any_field(fields), has_processing_role()).called("a provider");
  return object().any_of({
      with("providers", array_of(provider).min_items(1)),
      collection_fields(fields).all_of({has_any({"assets", "item_assets"})}),
  });
}

/// Of 1.1.0 and 1.2.0: everything is checked, and one place at least says something.
Shape collection(const Shape& fields) {
  const Shape any_field = has_any_field(fields);
  const Shape provider = object().all_of({has_processing_role(), any_field});
  return collection_fields(fields)
      .member("providers", array_of(Shape(fields).called("a provider")))
      .any_of({
          with("providers", array().contains(provider)),
          with("assets", any_member(any_field)),
          with("item_assets", any_member(any_field)),
          with("summaries", object().all_of({any_field})),
      });
}

}  // namespace

Shape processing_v1_0() {
  const Shape fields = fields_v1_0();
  return lists_extension("https://stac-extensions.github.io/processing/v1.0.0/schema.json")
      .by_member("type", {{"Feature", item(fields)}, {"Collection", collection_v1_0(fields)}});
}

Shape processing_v1_1() {
  const Shape fields = fields_v1_1();
  return lists_extension("https://stac-extensions.github.io/processing/v1.1.0/schema.json")
      .by_member("type", {{"Feature", item(fields)}, {"Collection", collection(fields)}});
}

Shape processing_v1_2() {
  const Shape fields = fields_v1_2();
  return lists_extension("https://stac-extensions.github.io/processing/v1.2.0/schema.json")
      .by_member("type", {{"Feature", item(fields)}, {"Collection", collection(fields)}});
}

}  // namespace stacmlm::stac

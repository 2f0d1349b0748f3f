// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape classes(Shape name) {
  // An empty list would be both a list of texts and one of numbers, and is refused for it.
  const Shape names_or_numbers =
      array().min_items(1).any_of({Shape().items(text()), Shape().items(number())});
  return array_of(object()
                      .member("name", std::move(name), kRequired)
                      .member("classes", names_or_numbers, kRequired)
                      .called("a label class"));
}

Shape overview() {
  const Shape count = object().member("name", text()).member("count", integer());
  const Shape statistic = object().member("name", text()).member("value", number());
  return object()
      .member("property_key", text())
      .member("counts", array_of(Shape(count).called("a label count")))
      .member("statistics", array_of(Shape(statistic).called("a label statistic")))
      .called("a label overview");
}

/// What both versions say alike.
Shape fields() {
  return object()
      .member("label:properties", nullable(array_of(text())))
      .member("label:description", text())
      .member("label:type", words({"raster", "vector"}))
      .member("label:tasks", array_of(text()))
      .member("label:methods", array_of(text()))
      .member("label:overviews", array_of(overview()))
      .closed_prefix("label:");
}

Shape item(const Shape& fields) {
  return item_fields(
      Shape(fields).required({"label:properties", "label:description", "label:type"}), fields);
}

}  // namespace

Shape label_v1_0_0() {
  const Shape labels = fields().member("label:classes", classes(text()));
  return lists_extension("https://stac-extensions.github.io/label/v1.0.0/schema.json")
      .by_member("type", {{"Feature", item(labels)},
                          {"Collection", Shape(labels).all_of({collection_fields(labels)})}});
}

Shape label_v1_0_1() {
  // Without a type the labels count as raster ones.
  const Shape labels = fields()
                           .member("label:properties", nullable(array_of(text()).min_items(1)))
                           .member("label:description", text().min_length(1))
                           .member("label:classes", any())
                           .when(if_member("label:type", word("raster")),
                                 if_member("label:classes", classes(null())),
                                 if_member("label:classes", classes(text().min_length(1))));
  const Shape link =
      object().member("label:assets", array_of(text())).closed_prefix("label:").called("a link");
  return lists_extension("https://stac-extensions.github.io/label/v1.0.1/schema.json")
      .by_member("type", {{"Feature", item(labels).member("links", array_of(link), kRequired)},
                          {"Collection", collection_fields(labels)}});
}

}  // namespace stacmlm::stac

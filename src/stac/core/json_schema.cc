// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape schema() { return refer("a JSON Schema", &json_schema); }
Shape schemas() { return array_of(schema()).min_items(1); }
Shape names() { return array_of(text()).unique_items(); }
Shape count() { return integer().minimum(0); }
Shape list_or(Shape list, Shape other) { return when(array(), std::move(list), std::move(other)); }

Shape with_annotations(Shape object) {
  for (const std::string_view key : {"$id", "$schema", "$ref", "$comment", "title", "description",
                                     "format", "contentMediaType", "contentEncoding"}) {
    object = std::move(object).member(key, text());
  }
  return std::move(object)
      .member("readOnly", boolean())
      .member("writeOnly", boolean())
      .member("examples", array());
}

Shape with_assertions(Shape object) {
  for (const std::string_view key :
       {"maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"}) {
    object = std::move(object).member(key, number());
  }
  for (const std::string_view key :
       {"maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"}) {
    object = std::move(object).member(key, count());
  }
  const Shape type = words({"array", "boolean", "integer", "null", "number", "object", "string"});
  return std::move(object)
      .member("multipleOf", number().exclusive_minimum(0))
      .member("pattern", text())
      .member("uniqueItems", boolean())
      .member("required", names())
      .member("enum", array().min_items(1).unique_items())
      .member("type", list_or(array_of(type).min_items(1).unique_items(), type));
}

Shape with_applicators(Shape object) {
  for (const std::string_view key : {"additionalItems", "contains", "additionalProperties",
                                     "propertyNames", "if", "then", "else", "not"}) {
    object = std::move(object).member(key, schema());
  }
  for (const std::string_view key : {"allOf", "anyOf", "oneOf"}) {
    object = std::move(object).member(key, schemas());
  }
  for (const std::string_view key : {"definitions", "properties", "patternProperties"}) {
    object = std::move(object).member(key, map_of(schema()));
  }
  return std::move(object)
      .member("items", list_or(schemas(), schema()))
      .member("dependencies", map_of(list_or(names(), schema())));
}

}  // namespace

const Shape& json_schema() {
  static const Shape shape =
      when(boolean(), any(), with_applicators(with_assertions(with_annotations(object()))));
  return shape;
}

}  // namespace stacmlm::stac

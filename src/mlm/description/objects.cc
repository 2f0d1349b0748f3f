// SPDX-License-Identifier: Apache-2.0
// The descriptions of the objects inside inputs and outputs.
#include "mlm/description/value_shapes.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/mlm/patterns.h"
#include "stacmlm/stac/extension_parts.h"

namespace stacmlm::mlm {

using json::Shape;
using stac::Member;
using stac::member;

std::span<const Member<ProcessingExpression>> ProcessingExpression::members() {
  static const Member<ProcessingExpression> kMembers[] = {
      member<&ProcessingExpression::format>("format", &shapes::any_text).demanded(kAlways),
      member<&ProcessingExpression::expression>("expression", &shapes::any_value).demanded(kAlways),
      member<&ProcessingExpression::description>("description", &shapes::any_text)
          .in(since(Version::kV1_5_1)),
  };
  return kMembers;
}

std::span<const Member<Reference>> Reference::members() {
  static const Member<Reference> kMembers[] = {
      member<&Reference::name>("name", &shapes::non_empty_text).demanded(kAlways),
      member<&Reference::format>("format", &shapes::non_empty_text),
      member<&Reference::expression>("expression", &shapes::any_value),
  };
  return kMembers;
}

namespace shapes {
namespace {

Shape sizes(int) { return json::array_of(json::integer().minimum(-1)).min_items(1); }

bool is_short_dimension(std::string_view text) {
  return text == "B" || text == "C" || text == "T" || text == "P" || text == "D";
}
const json::Pattern kShortDimension{"^[BCTPD]$", "one of the short names B, C, T, P and D",
                                    &is_short_dimension};

Shape dimension_names(int) {
  return json::array_of(json::text()
                            .pattern(kDimensionName)
                            .prose("MLM204", json::text().pattern(kShortDimension)))
      .min_items(1)
      .unique_items();
}

Shape data_type(int) { return stac::raster_data_type(); }

}  // namespace
}  // namespace shapes

std::span<const Member<Structure>> Structure::members() {
  static const Member<Structure> kMembers[] = {
      member<&Structure::shape>("shape", &shapes::sizes).demanded(kAlways),
      member<&Structure::dim_order>("dim_order", &shapes::dimension_names)
          .told_in("README.md#dimension-order")
          .demanded(kAlways),
      member<&Structure::data_type>("data_type", &shapes::data_type)
          .told_in("README.md#data-type-enum")
          .demanded(kAlways),
  };
  return kMembers;
}

std::span<const Member<ValueScaling>> ValueScaling::members() {
  static const Member<ValueScaling> kMembers[] = {
      member<&ValueScaling::type>("type", &shapes::any_text).demanded(kAlways),
      member<&ValueScaling::minimum>("minimum", &shapes::any_number),
      member<&ValueScaling::maximum>("maximum", &shapes::any_number),
      member<&ValueScaling::mean>("mean", &shapes::any_number),
      member<&ValueScaling::stddev>("stddev", &shapes::any_number),
      member<&ValueScaling::value>("value", &shapes::any_number),
      member<&ValueScaling::format>("format", &shapes::any_text),
      member<&ValueScaling::expression>("expression", &shapes::any_value),
      member<&ValueScaling::description>("description", &shapes::any_text)
          .in(since(Version::kV1_5_1)),
  };
  return kMembers;
}

std::span<const Member<ClassObject>> ClassObject::members() {
  // Its facts are those of the classification extension: here is only what a reader needs.
  static const Member<ClassObject> kMembers[] = {
      member<&ClassObject::value>("value", &shapes::any_value),
      member<&ClassObject::name>("name", &shapes::any_value),
      member<&ClassObject::title>("title", &shapes::any_value),
      member<&ClassObject::description>("description", &shapes::any_value),
      member<&ClassObject::color_hint>("color_hint", &shapes::any_value),
      member<&ClassObject::nodata>("nodata", &shapes::any_value),
  };
  return kMembers;
}

}  // namespace stacmlm::mlm

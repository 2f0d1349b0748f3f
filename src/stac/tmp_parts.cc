#include "stacmlm/stac/extension_parts.h"
namespace stacmlm::stac {
using namespace json;
Shape raster_data_type() {
  return words({"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
                "float32", "float64", "cint16", "cint32", "cfloat32", "cfloat64", "other"});
}
Shape raster_statistics_v1_1() {
  return object()
      .min_members(1)
      .member("mean", number())
      .member("minimum", number())
      .member("maximum", number())
      .member("stddev", number())
      .member("valid_percent", number())
      .closed();
}
Shape classification_classes_v1_1() {
  return array_of(object()
                      .member("value", integer(), true)
                      .member("description", text(), true)
                      .member("name", text()))
      .min_items(1)
      .unique_items();
}
Shape processing_expression_v1_1() {
  return object().member("format", text(), true).required("expression");
}
}  // namespace stacmlm::stac

#include "stacmlm/stac/extension_parts.h"
namespace stacmlm::stac {
using namespace json;
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

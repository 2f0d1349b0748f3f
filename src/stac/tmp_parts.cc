#include "stacmlm/stac/extension_parts.h"
namespace stacmlm::stac {
using namespace json;
Shape processing_expression_v1_1() {
  return object().member("format", text(), true).required("expression");
}
}  // namespace stacmlm::stac

// SPDX-License-Identifier: Apache-2.0
// What every STAC document has.
#include "stac/core/core.h"

namespace stacmlm::stac::shapes {

using namespace json;

Shape any_value(int) { return any(); }
Shape any_text(int) { return text(); }
Shape non_empty_text(int) { return text().min_length(1); }
Shape texts(int) { return array_of(text()); }

Shape stac_version(int version) {
  return word(version == ordinal(CoreVersion::k1_0_0) ? "1.0.0" : "1.1.0");
}

Shape stac_extensions(int) { return array_of(text()).unique_items(); }

}  // namespace stacmlm::stac::shapes

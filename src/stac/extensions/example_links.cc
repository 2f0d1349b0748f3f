// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/extensions.h"

namespace stacmlm::stac {

using namespace json;

Shape example_links_v0_0_1() { return object(); }

}  // namespace stacmlm::stac

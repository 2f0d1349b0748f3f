// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"

namespace stacmlm::stac {

using namespace json;

Shape catalog_v1_0() { return object().member("id", text().min_length(1), kRequired); }

}  // namespace stacmlm::stac

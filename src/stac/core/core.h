// SPDX-License-Identifier: Apache-2.0
// The facts of the published core schemas, one function per object type and version.
#pragma once

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

json::Shape catalog_v1_0();

}  // namespace stacmlm::stac

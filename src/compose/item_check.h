// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/compose/check.h"
#include "stacmlm/json/document.h"

namespace stacmlm::compose {

/// Fills in the findings and the runtimes of an Item.
void check_item(const json::Document& document, Checked& checked);

}  // namespace stacmlm::compose

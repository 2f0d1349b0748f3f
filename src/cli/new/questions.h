// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/author/new_item.h"

namespace stacmlm::cli {

/// There is a person at standard input and standard error.
bool can_ask();

/// Asks for an option until something is answered; false at the end of the input.
bool ask(const author::ItemOption& option, author::NewItemOptions& options);

}  // namespace stacmlm::cli

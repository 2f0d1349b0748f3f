// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/author/new_item.h"

namespace stacmlm::author {

/// True if the option was told.
bool is_told(const ItemOption& option, const NewItemOptions& options);

/// Words that are not on a closed list are refused, with the one that was meant.
ItemResult<void> check_words(const NewItemOptions& options);

}  // namespace stacmlm::author

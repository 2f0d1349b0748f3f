// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/author/new_item.h"

namespace stacmlm::author {

/// True if the option was told.
bool is_told(const ItemOption& option, const NewItemOptions& options);

/// Texts that are not UTF-8 are refused, and words that are not on a closed list, with the one that
/// was meant.
ItemResult<void> check_texts(const NewItemOptions& options);

}  // namespace stacmlm::author

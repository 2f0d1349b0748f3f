// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/author/new_item.h"

namespace CLI {
class App;
}

namespace stacmlm::cli {

/// The flag of one option of an Item; `options` must outlive the command.
void add_item_option(CLI::App& command, const author::ItemOption& option,
                     author::NewItemOptions& options);

}  // namespace stacmlm::cli

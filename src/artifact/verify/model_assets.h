// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "rules/context.h"

namespace stacmlm::artifact {

/// The assets of the document that are files of a model and have an href; only that with the key
/// `only` unless it is empty.
std::vector<const rules::AssetView*> model_assets(const rules::Context& context,
                                                  std::string_view only);

}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/context.h"

namespace stacmlm::rules {

/// Calls `look(model)` for the Item, and for each asset that overrides one of `fields` with the
/// model as that asset has it.
template <class Look, class... Fields>
void each_model(const Context& context, const Look& look, Fields... fields) {
  look(context.model());
  for (const AssetView& asset : context.assets()) {
    if (((asset.model->*fields).raw().exists() || ...))
      look(mlm::effective(context.model(), *asset.model));
  }
}

}  // namespace stacmlm::rules

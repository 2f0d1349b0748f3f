// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/place_of_assets.h"

namespace stacmlm::rules {

json::Value place_of_assets(const Context& context) {
  const json::Value assets = context.item().assets.raw();
  return assets.is_object() ? assets : context.object();
}

}  // namespace stacmlm::rules

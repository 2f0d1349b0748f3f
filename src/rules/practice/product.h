// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/context.h"

namespace stacmlm::rules {

/// The link that says which model made the data of this Item: `derived_from` with `mlm:name`.
json::Value link_to_model(const Context& context);

/// A `processing:expression` of the format `stac-mlm`, in the properties or on an asset.
json::Value model_expression(const Context& context);

/// The Item describes data, not a model.
bool is_data(const Context& context);

}  // namespace stacmlm::rules

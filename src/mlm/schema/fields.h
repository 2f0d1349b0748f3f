// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/json/shape.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::mlm {

/// The `mlm:*` members in the properties of an Item.
json::Shape item_fields(Version version);
/// The same in an asset (or an entry of item_assets).
json::Shape asset_fields(Version version);
/// A value of a Collection's summaries. Up to 1.5.2 the schema looks for `mlm:*` members inside of
/// each.
json::Shape summary_fields(Version version);
/// The summaries of a Collection.
json::Shape summaries(Version version);

/// An object whose roles name it a model.
json::Shape model_asset(Version version);

}  // namespace stacmlm::mlm

// SPDX-License-Identifier: Apache-2.0
// The checks of an Item that look at several places at once (S-5 to S-9), quirks included. Each is
// the shape of the whole document.
#pragma once

#include "stacmlm/json/shape.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::mlm {

/// Bands of inputs or outputs demand band definitions.
json::Shape bands_are_described(Version version);
/// Variables demand `cube:variables`.
json::Shape variables_are_described(Version version);
/// At least one asset is the model.
json::Shape has_model_asset(Version version);
/// `mlm:entrypoint` stands on assets with the role `code`.
json::Shape entrypoint_is_code();
/// `mlm:artifact_type` stands on the model assets, and on them alone.
json::Shape artifact_type_of_models(Version version);

}  // namespace stacmlm::mlm

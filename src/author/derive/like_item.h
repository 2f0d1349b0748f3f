// SPDX-License-Identifier: Apache-2.0
// What a draft takes from an Item of a similar model.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "author/derive/derivation.h"
#include "stacmlm/artifact/model_file.h"
#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// The tensor of `list`, an `mlm:input` or `mlm:output`, that stands for `tensors[at]`: of the same
/// name, or at the same place among as many. Nothing if there is none.
json::Value tensor_like(json::Value list, const std::vector<artifact::Tensor>& tensors,
                        std::size_t at);

/// The dimensions that `structure` names, if it has as many as the tensor.
DimensionNames dimensions_like(json::Value structure, const artifact::Tensor& tensor);

/// Names of bands, as they are or computed.
std::vector<std::string> band_names(json::Value bands);

/// Takes over how the bands are described, if that goes with the version of STAC.
void describe_bands_like(Derivation& derivation);

}  // namespace stacmlm::author

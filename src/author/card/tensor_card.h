// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "author/bands/band_definitions.h"
#include "author/card/model_card.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::author {

/// A scalar as text, an array of them with commas; empty for anything else and for nothing.
std::string plain(json::Value value);

TensorCard input_card(const mlm::ModelInput& input, const BandDefinitions& bands);
TensorCard output_card(const mlm::ModelOutput& output, const BandDefinitions& bands);

}  // namespace stacmlm::author

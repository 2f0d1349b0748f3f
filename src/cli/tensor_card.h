// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/model_card.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::cli {

/// A scalar as text, an array of them with commas; empty for anything else and for nothing.
std::string plain(json::Value value);

/// `document` is where bands are defined.
TensorCard input_card(const mlm::ModelInput& input, json::Value document);
TensorCard output_card(const mlm::ModelOutput& output, json::Value document);

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "author/card/model_card.h"

namespace stacmlm::cli {

/// The card for a terminal. What is too long for one to read is cut, and it says how much is
/// missing.
std::string card_text(const author::ModelCard& card, bool colour);

/// The card as one JSON object, whole.
std::string card_json(const author::ModelCard& card);

}  // namespace stacmlm::cli

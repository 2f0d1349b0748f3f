// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "author/card/model_card.h"

namespace stacmlm::author {

/// The bands of a tensor along the spectrum, as one SVG element; nothing if fewer than two of them
/// have a wavelength.
std::string spectrum(const TensorCard& tensor);

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "author/card/model_card.h"

namespace stacmlm::author {

/// A colour for the band at `index`, `#rrggbb`: near to what the eye sees in visible light, by
/// convention elsewhere. Bands whose wavelength is not known take turns in muted colours.
std::string band_color(const ChannelRow& band, std::size_t index);

/// `#rrggbb` of a class, or nothing if the document has no colour that is one.
std::string class_color(const ClassRow& row);

/// The wavelength of a band in micrometres, from its common name if need be; 0 if not known.
double wavelength_of(const ChannelRow& band);

/// A picture of a tensor, about 110 by 70 units, as SVG elements with their origin at the top left:
/// sheets one behind the other for images, a row of cells for vectors. In the colours of the bands
/// or classes.
std::string tensor_glyph(const TensorCard& tensor);

}  // namespace stacmlm::author

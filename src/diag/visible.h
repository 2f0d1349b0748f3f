// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace stacmlm::diag {

/// One code point as a terminal can show it.
struct Glyph {
  std::string text;     ///< valid UTF-8 without control characters
  std::size_t bytes;    ///< of the source
  std::size_t columns;  ///< that a terminal gives it
};

/// The first code point of `text`, which is not empty. Control characters become pictures (`␛`),
/// invisible and direction-changing ones their number (`<U+202E>`), a byte that is no UTF-8 U+FFFD.
Glyph first_glyph(std::string_view text);

/// `text` on one line, safe for a terminal and for XML.
std::string visible(std::string_view text);

/// The columns that a terminal gives to a text without control characters.
std::size_t width_of(std::string_view text);

/// `text`, or as much of its beginning as has at most `width` columns, the mark of the cut
/// included. Looks at no more of it.
std::string shortened(std::string_view text, std::size_t width);

}  // namespace stacmlm::diag

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "author/card/page_content.h"

namespace stacmlm::author {

/// Where the model applies: a map as one SVG element, with a small one of the world where it shows
/// a part of it; nothing if the document has no place. `coastline` is GeoJSON, or does not exist.
std::string footprint_map(const PageContent& page, json::Value coastline);

/// `9.6°W`, `43.8°N`.
std::string longitude_text(double longitude);
std::string latitude_text(double latitude);

}  // namespace stacmlm::author

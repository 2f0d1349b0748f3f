// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::cli {

/// Reads the GeoJSON of a coastline. The Error names the file, and says why it is none.
base::Result<void> read_coastline(const std::string& path, json::Document& coastline);

/// The coastline that stands beside the program, `../share/stacmlm/coastline.geojson` from its
/// folder; nothing if there is none.
std::string coastline_beside_program();

}  // namespace stacmlm::cli

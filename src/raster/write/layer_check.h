// SPDX-License-Identifier: Apache-2.0
// What may stand in a layer, and what its parts are called there.
#pragma once

#include <string>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/raster/layer.h"

namespace stacmlm::raster {

/// As create_layer() says. `path` is for messages. @pre GDAL is loaded, as for the others
base::Result<void> check_layer(const std::string& path, const LayerInfo& info);

/// As LayerWriter::add() says.
base::Result<void> check_feature(const std::string& path, const LayerInfo& info,
                                 const Feature& feature);

/// Where a pixel of the grid is in the layer.
Point place_of(const Grid& grid, const Point& pixel);

/// A name that no field has.
std::string free_name(std::string name, const std::vector<Field>& fields);

/// The name of a table. What is more than letters, digits and `_`, and names that SQLite or
/// GeoPackage keep for themselves, want care of everyone who reads the file.
std::string table_name(std::string name);

}  // namespace stacmlm::raster

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/new/raster_statistics.h"
#include "stacmlm/author/new_item.h"

namespace stacmlm::cli {

/// What `mlm new` is asked for.
struct NewRun {
  std::string model;  ///< YAML or JSON, `-` is stdin; empty: there is none
  author::NewItemOptions options;
  std::string statistics;   ///< JSON or CSV; empty: there are none
  RasterStatistics raster;  ///< where they come from else
  std::string output = "-";
  bool force = false;
};

/// Writes the Item and returns the exit status.
int run_new(NewRun run);

/// The sensors and their bands, for people or as JSON.
std::string sensors_text();
std::string sensors_json();

}  // namespace stacmlm::cli

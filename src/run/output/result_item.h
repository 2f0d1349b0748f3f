// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/raster/writer.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// What the Item of a result tells, besides the plan.
struct ResultFacts {
  std::string id;
  std::string key;      ///< of the run
  std::string folder;   ///< the Item's
  std::string created;  ///< RFC 3339
  raster::Grid grid;    ///< of the result
  std::string path;     ///< of the result
  std::uint64_t bytes = 0;
  std::string checksum;                   ///< multihash
  std::vector<raster::Statistics> bands;  ///< of a raster
  std::uint64_t features = 0;             ///< of a layer
  std::string preview;                    ///< path; empty: there is none
  std::string model_item;                 ///< path or URL; empty: it has none
  std::string model_file;                 ///< path
  std::string model_checksum;
  std::uint64_t model_bytes = 0;
  /// Names and versions of what was run.
  std::vector<std::pair<std::string, std::string>> software;
};

/// The JSON text of the Item.
base::Result<std::string> result_item(const Plan& plan, const Scene& scene,
                                      const ResultFacts& facts);

/// Where an Item is: `path`, or of one that came through a pipe (`-`) the URL that it says itself;
/// empty: it says none.
std::string place_of_item(const std::string& path, json::Value item);

/// The href of `path` in a document that lies in `folder`; URLs stay what they are.
std::string href_from(const std::string& folder, const std::string& path);

}  // namespace stacmlm::run

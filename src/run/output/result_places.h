// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/run.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// Where the results of a run go.
struct ResultPlaces {
  std::string result;  ///< the raster or the layer
  std::string item;
  std::string preview;  ///< empty: none is wanted
};

ResultPlaces places_of(const Plan& plan, const Scene& scene, const RunOptions& options);

/// None of them is a file that the run reads (never written over), nor one that is there and may
/// not be written over. `model_file` is a path.
/// `kInvalidArgument`: `path` is a file that the run reads, whatever it is called.
base::Result<void> check_no_source(const std::string& path, const Plan& plan, const Scene& scene,
                                   std::string_view model_file);

base::Result<void> check_places(const ResultPlaces& places, const Plan& plan, const Scene& scene,
                                std::string_view model_file, const RunOptions& options);

/// Removes the Item of an older result, before its file is replaced: no Item ever stands beside a
/// file that it does not tell of, wherever a run ends.
base::Result<void> remove_item(const ResultPlaces& places);

/// A run of this key has put them there, and they are whole.
bool is_done(const ResultPlaces& places, std::string_view key);

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "run/output/result_places.h"
#include "run/scene/file_state.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/run/run.h"

namespace stacmlm::run {

/// What a run is of and where it goes to, before it begins.
struct RunStart {
  artifact::OpenedFile file;  ///< of the model
  std::string checksum;
  std::string content;  ///< tells apart what is in the model file, and beside it
  std::string key;
  ResultPlaces places;
  /// Of the files that are read: that they are the same at the end.
  FileState model_state;
  std::string scene_state;
};

base::Result<RunStart> start_run(const Plan& plan, json::Value item, const Scene& scene,
                                 const artifact::Opener& open, const RunOptions& options);

/// Nobody has changed the files meanwhile.
base::Result<void> check_unchanged(const RunStart& start, const Plan& plan, const Scene& scene);

}  // namespace stacmlm::run

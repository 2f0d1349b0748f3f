// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "stacmlm/run/plan.h"

namespace stacmlm::cli {

/// What `mlm run` is asked for.
struct RunCommand {
  std::string item;                 ///< of the model
  std::vector<std::string> scenes;  ///< rasters and Items
  std::vector<std::string> items;   ///< files of Items of scenes
  bool stack = false;               ///< all scenes are one series
  std::vector<std::string> with;    ///< rasters that belong to every scene
  bool upright = false;             ///< warp what lies on no grid that is north up
  std::string folder;               ///< empty with `plan_only`
  bool plan_only = false;
  bool force = false;    ///< write over results that are there
  bool resume = false;   ///< pass over scenes that are done
  bool preview = false;  ///< write a picture, too
  bool logs_json = false;
  std::string format = "text";
  std::string output = "-";                              ///< of the plan
  std::map<std::string, std::string> runtime_libraries;  ///< as run::RunOptions
  std::vector<std::string> hosts;
  run::PlanOptions options;
  bool checks = false;         ///< replays the examples of the Item instead
  std::string tolerance;       ///< `1e-5,1e-4`; empty: that of run::Tolerance
  std::string example_folder;  ///< makes an example there instead; empty: no
  bool in_place = false;       ///< writes the example into the Item
};

/// Runs the model on all scenes. The exit status: 0 all done, 1 some, 2 none.
int run_model(const RunCommand& command);

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <span>
#include <string>
#include <unordered_map>

#include "cli/run/run_command.h"
#include "cli/run/run_log.h"
#include "cli/run/scene_list.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/base/fetcher.h"
#include "stacmlm/json/document.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::cli {

/// The scene of a call, or the series of several, with what belongs to every scene. @pre not empty
base::Result<run::Scene> read_scenes(std::span<const SceneCall> calls, const RunCommand& command,
                                     base::Fetcher* fetcher);

/// Runs one model on scenes, one after the other.
class SceneRun {
 public:
  /// All of them outlive it; `fetcher` may be null.
  SceneRun(const RunCommand& command, base::Fetcher* fetcher, RunLog& log,
           const std::atomic<bool>& stop);

  /// Reads the Item of the model, and makes the folder of the results.
  base::Result<void> start();

  /// What standard output is told of the scene; empty: it is not done, and the log says why.
  /// Several calls are one series. @pre not empty
  std::string run_on(std::span<const SceneCall> calls);

 private:
  std::string plan_and_run(const std::string& name, const run::Scene& scene);
  std::string run_plan(const std::string& name, const run::Plan& plan, const run::Scene& scene);
  std::string fail(const std::string& name, const base::Error& error);
  run::RunOptions options();
  base::Result<run::RunResult> write(const std::string& name, const run::Plan& plan,
                                     const run::Scene& scene);
  base::Result<void> take_name(const std::string& scene, const std::string& id);

  const RunCommand& command_;
  base::Fetcher* fetcher_;
  RunLog& log_;
  const std::atomic<bool>& stop_;
  artifact::Opener open_;
  json::Document item_;
  run::FileChecksums checksums_;
  std::unordered_map<std::string, std::string> scene_of_name_;  // of the files that are written
};

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/run/run_command.h"

#include "cli/output.h"
#include "cli/remote_source.h"
#include "cli/run/run_log.h"
#include "cli/run/scene_list.h"
#include "cli/run/scene_run.h"
#include "cli/run/stop_signals.h"
#include "cli/status.h"

namespace stacmlm::cli {
namespace {

/// An Error ends the whole: nothing can be told any more, or nothing can be begun.
base::Result<void> run_all(const RunCommand& command, RunLog& log, const std::atomic<bool>& stop) {
  STACMLM_TRY(const auto fetcher, open_network(command.hosts));
  SceneRun run(command, fetcher.get(), log, stop);
  STACMLM_CHECK(run.start());
  STACMLM_TRY(Output output, Output::open(command.output));
  SceneList scenes(command.scenes, command.items);
  while (!stop) {
    std::vector<SceneCall> calls;
    while (auto call = scenes.next()) {
      calls.push_back(*std::move(call));
      if (!command.stack) break;
    }
    if (calls.empty()) break;
    const std::string told = run.run_on(calls);
    if (told.empty()) continue;
    output.write(told);
    STACMLM_CHECK(output.flush());
  }
  return output.finish();
}

}  // namespace

int run_model(const RunCommand& command) {
  const StopSignals signals;
  RunLog log(command.logs_json);
  const auto ran = run_all(command, log, signals.is_stopped());
  if (!ran) log.complain_of(ran.error().message);
  const bool is_stopped = signals.is_stopped();
  if (ran || log.counts().all() > 0) log.end(is_stopped);
  StopSignals::end_if_stopped();
  if (!ran) return status::kNotDone;
  const SceneCounts& counts = log.counts();
  if (counts.good() == counts.all()) return status::kClean;
  return counts.good() > 0 ? status::kFindings : status::kNotDone;
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/migrate/migrate_run.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/inputs.h"
#include "cli/migrate/migrate_worker.h"
#include "cli/migrate/migrate_writer.h"
#include "cli/migrate/output_folder.h"
#include "cli/pipeline.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kJobsAWorker = 4;

}  // namespace

int run_migrate(const MigrateRun& run) {
  Inputs inputs(run.paths, run.follow, {});
  JobReader::NextInput next = [&] { return inputs.next(); };
  std::optional<OutputFolder> folder;
  std::vector<Input> planned;
  if (run.target == MigrateRun::Target::kFolder) {
    // Every place is known before anything is written.
    while (auto input = inputs.next()) planned.push_back(*std::move(input));
    auto plan = OutputFolder::plan(run, planned);
    if (!plan) {
      complain(plan.error().message);
      return status::kNotDone;
    }
    folder = *std::move(plan);
    next = [&planned, at = std::size_t{0}]() mutable {
      return at < planned.size() ? std::optional(planned[at++]) : std::nullopt;
    };
  }
  auto writer = MigrateWriter::open(run, std::move(folder));
  if (!writer) {
    complain(writer.error().message);
    return status::kNotDone;
  }
  JobReader jobs(std::move(next), run.limits.bytes);
  {
    using Jobs = Pipeline<Job, MigrateDone>;
    std::vector<Jobs::Work> workers;
    for (std::size_t i = 0; i < run.jobs; ++i) {
      auto worker = std::make_shared<MigrateWorker>(run);
      workers.emplace_back([worker](Job job) { return worker->work(std::move(job)); });
    }
    Jobs pipeline([&] { return jobs.next(); }, std::move(workers), kJobsAWorker * run.jobs);
    pipeline.run([&](const MigrateDone& done) { writer->take(done); });
  }
  return writer->finish();
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/migrate/migrate_run.h"

#include <memory>
#include <utility>

#include "cli/inputs.h"
#include "cli/migrate/migrate_worker.h"
#include "cli/migrate/migrate_writer.h"
#include "cli/pipeline.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kJobsAWorker = 4;

}  // namespace

int run_migrate(const MigrateRun& run) {
  auto writer = MigrateWriter::open(run);
  if (!writer) {
    complain(writer.error().message);
    return status::kNotDone;
  }
  Inputs inputs(run.paths, run.follow, {});
  JobReader jobs([&] { return inputs.next(); }, run.limits.bytes);
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

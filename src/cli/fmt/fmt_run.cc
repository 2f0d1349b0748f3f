// SPDX-License-Identifier: Apache-2.0
#include "cli/fmt/fmt_run.h"

#include <memory>
#include <optional>
#include <utility>

#include "cli/fmt/fmt_writer.h"
#include "cli/inputs.h"
#include "cli/pipeline.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

// Jobs under way for each worker: enough that none waits for a slow one.
constexpr std::size_t kJobsAWorker = 4;
constexpr std::size_t kMaxBytes = json::ParseLimits().bytes;

void format_all(const FmtRun& run, FmtWriter& writer) {
  Inputs inputs(run.paths, false, {});
  JobReader reader([&] { return inputs.next(); }, kMaxBytes);
  using Jobs = Pipeline<Job, FormattedJob>;
  std::vector<Jobs::Work> workers;
  for (std::size_t i = 0; i < run.jobs; ++i) {
    auto worker = std::make_shared<FmtWorker>();
    workers.emplace_back([worker](Job job) { return worker->work(std::move(job)); });
  }
  Jobs([&] { return reader.next(); }, std::move(workers), kJobsAWorker * run.jobs)
      .run([&](FormattedJob done) { writer.take(std::move(done)); });
}

void format_linked(FmtWriter& writer) {
  FmtWorker worker;
  for (const std::string& path : writer.waiting()) {
    std::optional<Input> input = Input{path};
    JobReader reader([&] { return std::exchange(input, std::nullopt); }, kMaxBytes);
    while (auto job = reader.next()) writer.write_linked(worker.work(*std::move(job)));
  }
}

}  // namespace

int run_fmt(const FmtRun& run) {
  auto output = Output::open("-");
  if (!output) {
    complain(output.error().message);
    return status::kNotDone;
  }
  FmtWriter writer(run, *std::move(output));
  format_all(run, writer);
  format_linked(writer);
  return writer.finish();
}

}  // namespace stacmlm::cli

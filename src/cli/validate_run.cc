// SPDX-License-Identifier: Apache-2.0
#include "cli/validate_run.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "cli/file_text.h"
#include "cli/inputs.h"
#include "cli/pipeline.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/writer.h"

namespace stacmlm::cli {
namespace {

// Jobs under way for each worker: enough that none waits for a slow one.
constexpr std::size_t kJobsAWorker = 4;

// Gives each input its configuration. Stops at the first that is faulty.
class ConfiguredInputs {
 public:
  ConfiguredInputs(const ValidateRun& run, Configs& configs)
      : inputs_(run.paths, run.follow, run.reports), configs_(configs) {}

  std::optional<Input> next() {
    if (!error_.empty()) return std::nullopt;
    auto input = inputs_.next();
    if (!input) return std::nullopt;
    auto config = configs_.of(input->path);
    if (!config) {
      error_ = config.error().message;
      return std::nullopt;
    }
    input->config = *config;
    return input;
  }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  Inputs inputs_;
  Configs& configs_;
  std::string error_;
};

void do_all(const ValidateRun& run, JobReader& jobs, const std::function<void(Done)>& take) {
  if (run.is_one_file) {  // starting threads takes longer than a document
    Worker worker(run.work);
    while (auto job = jobs.next()) take(worker.work(*std::move(job)));
    return;
  }
  using Jobs = Pipeline<Job, Done>;
  std::vector<Jobs::Work> workers;
  for (std::size_t i = 0; i < run.jobs; ++i) {
    auto worker = std::make_shared<Worker>(run.work);
    workers.emplace_back([worker](Job job) { return worker->work(std::move(job)); });
  }
  Jobs([&] { return jobs.next(); }, std::move(workers), kJobsAWorker * run.jobs).run(take);
}

/// Does once more what fixes of files with other names need, one file after the other.
void fix_linked(const ValidateRun& run, Configs& configs, Writer& writer) {
  Worker worker(run.work);
  for (const std::string& path : writer.waiting()) {
    std::optional<Input> input = Input{path};
    if (const auto config = configs.of(path)) input->config = *config;
    JobReader jobs([&] { return std::exchange(input, std::nullopt); }, run.work.check.limits.bytes);
    while (auto job = jobs.next()) writer.overwrite(worker.work(*std::move(job)));
  }
}

/// What only the whole tree shows, as further reports of its files.
void tell_tree(const ValidateRun& run, Configs& configs, rules::TreeChecker& tree, Writer& writer) {
  const auto read = [&](const std::string& path) -> base::Result<json::Text> {
    STACMLM_TRY(FileText text, read_text(path, run.work.check.limits.bytes));
    if (text.text) return *std::move(text.text);
    return base::fail(base::ErrorKind::kLimitExceeded, path + " is too large");
  };
  tree.end(read, [&](const diag::DocumentReport& report) {
    const auto config = configs.of(report.path);
    const FilePolicy policy(run.work.policy, config ? *config : nullptr, report.path);
    Done done;
    done.documents.push_back(finished(policy, report));
    if (!done.documents.front().report.findings.empty()) writer.take(std::move(done));
  });
}

}  // namespace

int run_validate(ValidateRun run) {
  Configs configs(run.no_config ? Configs::Search::kNone : Configs::Search::kUpward);
  if (!run.config.empty()) {
    if (const auto used = configs.use(run.config); !used) {
      complain(used.error().message);
      return status::kNotDone;
    }
  }
  auto writer = Writer::open(run);
  if (!writer) {
    complain(writer.error().message);
    return status::kNotDone;
  }
  ConfiguredInputs inputs(run, configs);
  rules::TreeChecker tree(run.work.check);
  JobReader jobs([&] { return inputs.next(); }, run.work.check.limits.bytes);
  do_all(run, jobs, [&](Done done) {
    for (Checked& checked : done.documents) {
      if (checked.notes) tree.add(*std::move(checked.notes));
    }
    (*writer)->take(std::move(done));
  });
  fix_linked(run, configs, **writer);
  if (run.work.tree && inputs.error().empty()) tell_tree(run, configs, tree, **writer);
  const int status = (*writer)->finish(inputs.error().empty());
  if (inputs.error().empty()) return status;
  complain(inputs.error());
  return status::kNotDone;
}

}  // namespace stacmlm::cli

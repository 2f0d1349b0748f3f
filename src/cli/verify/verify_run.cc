// SPDX-License-Identifier: Apache-2.0
#include "cli/verify/verify_run.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "cli/jobs.h"
#include "cli/opener.h"
#include "cli/output.h"
#include "cli/remote_source.h"
#include "cli/share_folder.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/verify/comparison_text.h"
#include "stacmlm/run/proof.h"

namespace stacmlm::cli {
namespace {

class JudgeByFiles : public Judge {
 public:
  JudgeByFiles(artifact::VerifyOptions options, base::Fetcher* fetcher)
      : verifier_(std::move(options)), fetcher_(fetcher) {}

  Judged judge(json::Text text, const std::string& path) override {
    auto verified = verifier_.verify(std::move(text), path, opener_for(path, fetcher_));
    return {std::move(verified.report), std::move(verified.comparisons),
            std::move(verified.not_done)};
  }

 private:
  artifact::Verifier verifier_;
  base::Fetcher* fetcher_;
};

MakeJudge judges_for(const VerifyRun& run, base::Fetcher* fetcher) {
  return [&run, fetcher](const rules::CheckOptions& check) {
    artifact::VerifyOptions options;
    options.profile = check.profile;
    options.keep_text = check.keep_text;
    options.document = check.limits;
    options.tell_all = run.tell_all;
    options.only_asset = run.only_asset;
    options.wants_fixes = run.fix || run.report.diff;
    if (run.is_dynamic) {
      options.trial = run::trial_with({.runtime = run.runtime,
                                       .libraries = run.runtime_libraries,
                                       .folders = {share_folder()}});
    }
    return std::make_unique<JudgeByFiles>(std::move(options), fetcher);
  };
}

}  // namespace

int run_verify(VerifyRun run) {
  const auto fetcher = open_network(run.hosts);
  if (!fetcher) {
    complain(fetcher.error().message);
    return status::kNotDone;
  }
  std::optional<Output> rows;
  if (!run.comparisons.empty()) {
    auto opened = Output::open(run.comparisons);
    if (!opened) {
      complain(opened.error().message);
      return status::kNotDone;
    }
    rows.emplace(*std::move(opened));
  }
  ValidateRun& report = run.report;
  report.follow = true;
  report.no_config = false;
  const bool changes = run.fix || report.diff;
  if (changes) report.work.fixes = Fixes::kAll;
  report.work.check.keep_text = changes || (report.format != "json" && report.format != "ndjson");
  // The way to the network is for one at a time, and so is the account of the memory.
  report.jobs = *fetcher == nullptr && !run.is_dynamic ? worker_count(report.jobs) : 1;
  for (const std::string& file : {report.output, run.comparisons}) {
    if (!file.empty() && file != "-") report.reports.push_back(file);
  }
  report.work.make_judge = judges_for(run, fetcher->get());
  bool has_asset = run.only_asset.empty();
  bool has_compared = false;
  report.preface = [&](const Checked& checked) {
    has_asset = has_asset || !checked.comparisons.empty() || !checked.not_done.empty();
    has_compared = has_compared || !checked.comparisons.empty() || !checked.not_done.empty();
    if (rows) rows->write(comparison_lines(checked.report.path, checked.comparisons));
    return report.quiet ? std::string()
                        : comparison_table(checked.report.path, checked.comparisons);
  };
  int status = run_validate(report);
  if (!has_asset) {
    complain(fmt::format("no document has an asset `{}` with an href", run.only_asset));
    status = status::kNotDone;
  } else if (!has_compared && status == status::kClean && !report.quiet) {
    complain("nothing was compared: no document has an asset that is a file of a model");
  }
  if (!rows) return status;
  if (const auto finished = rows->finish(); !finished) {
    complain(finished.error().message);
    return status::kNotDone;
  }
  return status;
}

}  // namespace stacmlm::cli

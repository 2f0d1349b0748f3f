// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <thread>

#include "cli/commands.h"
#include "cli/fmt/fmt_run.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kMostJobs = 256;

int format(FmtRun run) {
  if (std::ranges::count(run.paths, "-") > 1) {
    complain("stdin (-) can be read once only");
    return status::kNotDone;
  }
  if (run.jobs == 0)
    run.jobs = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostJobs);
  return run_fmt(run);
}

}  // namespace

void add_fmt(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand(
      "fmt", "Put STAC documents into canonical form: files, folders, globs, NDJSON, stdin");
  auto run = std::make_shared<FmtRun>();
  command->add_option("PATH", run->paths, "files, folders, globs; - is stdin, written to stdout")
      ->required();
  command->add_flag("--check", run->check, "list what would change, with status 1; change nothing");
  command->add_flag("--diff", run->diff, "show what would change, and change nothing");
  command->add_option("--jobs,-j", run->jobs, "documents formatted at a time (all cores)")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, kMostJobs));
  command->add_flag("--quiet,-q", run->quiet, "no summary, no progress");
  command->footer("Example: mlm fmt --check models/ 'catalog/**/item.json'");
  command->callback([run, &status] { status = format(*run); });
}

}  // namespace stacmlm::cli

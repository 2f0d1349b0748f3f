// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/commands.h"
#include "cli/jobs.h"
#include "cli/migrate/migrate_run.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/walk.h"

namespace stacmlm::cli {
namespace {

struct Options {
  MigrateRun run;
  std::string to, from, stac, format = "text";
  bool in_place = false;
};

base::Result<void> wrong_use(std::string why) {
  return base::fail(base::ErrorKind::kInvalidArgument, std::move(why));
}

base::Result<mlm::Version> version_named(const std::string& name) {
  if (const auto version = mlm::version_named(name)) return *version;
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("no version `{}` of MLM; there are 1.0.0 to {}", name,
                                mlm::name_of(mlm::Version::kV1_6_0)));
}

bool means_several(const std::vector<std::string>& paths) {
  std::error_code none;
  return paths.size() > 1 || is_glob(paths.front()) ||
         std::filesystem::is_directory(paths.front(), none);
}

base::Result<void> understand(Options& options) {
  MigrateRun& run = options.run;
  if (!options.to.empty()) {
    STACMLM_TRY(const mlm::Version to, version_named(options.to));
    run.migration.to = to;
  }
  if (!options.from.empty()) {
    STACMLM_TRY(const mlm::Version from, version_named(options.from));
    run.migration.from = from;
  }
  run.migration.to_stac_1_1 = options.stac == "1.1.0";
  run.format = options.format == "json"    ? MigrateRun::Format::kJson
               : options.format == "patch" ? MigrateRun::Format::kPatch
                                           : MigrateRun::Format::kText;
  if (options.in_place && !run.folder.empty())
    return wrong_use("--in-place and --output exclude each other");
  if (options.in_place) run.target = MigrateRun::Target::kInPlace;
  if (!run.folder.empty()) run.target = MigrateRun::Target::kFolder;
  if (run.force && run.folder.empty()) return wrong_use("--force needs --output");
  if (run.backup && !options.in_place) return wrong_use("--backup needs --in-place");
  const bool reads_stdin = std::ranges::count(run.paths, "-") > 0;
  if (reads_stdin && run.target != MigrateRun::Target::kStdout)
    return wrong_use("what comes from stdin goes to stdout");
  const bool writes_documents = run.target == MigrateRun::Target::kStdout && !run.dry_run &&
                                run.format == MigrateRun::Format::kText;
  if (writes_documents && (run.follow || means_several(run.paths)))
    return wrong_use("several documents need --in-place, --output DIR or --dry-run");
  run.jobs = worker_count(run.jobs);
  return {};
}

int migrate(Options options) {
  if (const auto understood = understand(options); !understood) {
    complain(understood.error().message);
    return status::kNotDone;
  }
  return run_migrate(options.run);
}

}  // namespace

void add_migrate(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand(
      "migrate", "Bring ml-model, DLM and older MLM metadata to a newer version");
  auto options = std::make_shared<Options>();
  options->run.jobs = 0;
  command->add_option("PATH", options->run.paths, "files, folders, globs; - is stdin")->required();
  command->add_option("--to", options->to, "version of MLM (1.5.2)")->type_name("VERSION");
  command->add_option("--from", options->from, "what documents are that have mlm:* and no version")
      ->type_name("VERSION");
  command->add_option("--stac", options->stac, "also bring STAC 1.0.0 to this version")
      ->check(CLI::IsMember({"1.1.0"}));
  command->add_option("--format", options->format, "what is printed: text, json or patch (text)")
      ->check(CLI::IsMember({"text", "json", "patch"}));
  command->add_flag("--dry-run", options->run.dry_run, "tell the changes, write no document");
  command->add_flag("--in-place", options->in_place, "write each document where it is");
  command->add_flag("--backup", options->run.backup, "keep the old document as FILE.bak");
  command->add_option("--output,-o", options->run.folder, "write the documents below a folder")
      ->type_name("DIR");
  command->add_flag("--force", options->run.force, "write over files in DIR");
  command->add_flag("--follow", options->run.follow, "follow child and item links");
  command->add_flag("--quiet,-q", options->run.quiet, "do not tell the changes");
  command->add_option("--jobs,-j", options->run.jobs, "documents at a time (all cores)")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, kMostJobs));
  command->footer("Example: mlm migrate old.json > new.json");
  command->callback([options, &status] { status = migrate(*options); });
}

}  // namespace stacmlm::cli

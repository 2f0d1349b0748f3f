// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "cli/commands.h"
#include "cli/curl_fetcher.h"
#include "cli/host_option.h"
#include "cli/jobs.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/validate_run.h"
#include "stacmlm/diag/renderer.h"
#include "stacmlm/rules/user_schemas.h"

namespace stacmlm::cli {
namespace {

// Places in a document are 32-bit numbers.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 31U;

struct Options {
  ValidateRun run;
  std::string profile;
  std::vector<std::string> select, ignore;
  std::string baseline, schemas;
  std::vector<std::string> hosts;
  bool fix = false, unsafe = false;
};

base::Result<void> wrong_use(const char* why) {
  return base::fail(base::ErrorKind::kInvalidArgument, why);
}

bool is_file(const std::string& path) {
  std::error_code none;
  return std::filesystem::is_regular_file(path, none);
}

// Several files, a folder or a pattern.
bool means_several(const std::vector<std::string>& paths) {
  return paths.size() > 1 || (paths.size() == 1 && !is_file(paths.front()) && paths.front() != "-");
}

// From the words of the options to what the run needs.
base::Result<void> understand(Options& options) {
  ValidateRun& run = options.run;
  Policy& policy = run.work.policy;
  if (!options.profile.empty()) {
    policy.profile =
        options.profile == "published" ? rules::Profile::kPublished : rules::Profile::kDocumented;
  }
  if (auto added = policy.select.add_given(options.select, "--select"); !added) return added;
  if (auto added = policy.ignore.add_given(options.ignore, "--ignore"); !added) return added;
  if (!run.work.check.only.empty()) {
    auto known = rules::check_only(run.work.check.only);
    if (!known) return tl::unexpected(std::move(known).error().during("--only"));
  }
  if (!options.baseline.empty()) {
    auto added = policy.baseline.add(options.baseline);
    if (!added) return tl::unexpected(std::move(added).error().during("--baseline"));
  }
  const bool changes = options.fix || run.diff;
  if (options.unsafe && !changes) return wrong_use("--unsafe-fixes needs --fix or --diff");
  if (changes) run.work.fixes = options.unsafe ? Fixes::kAll : Fixes::kSafe;
  for (const std::string& path : run.paths) {
    std::error_code none;
    if (std::filesystem::equivalent(path, run.output, none) && is_file(path)) {
      return wrong_use("--output names a document that is to be read");
    }
  }
  for (const std::string& report : {run.output, options.baseline}) {
    if (!report.empty() && report != "-") run.reports.push_back(report);
  }
  run.is_one_file = !run.follow && !means_several(run.paths) && run.paths.front() != "-" &&
                    !is_json_lines(run.paths.front());
  // A single file is no tree; the verdict of one schema looks at documents alone.
  run.work.tree = run.work.check.only.empty() && (run.follow || means_several(run.paths));
  if (std::ranges::count(run.paths, "-") > 1) return wrong_use("stdin (-) can be read once only");
  run.work.check.keep_text = changes || (run.format != "json" && run.format != "ndjson");
  run.jobs = worker_count(run.jobs);
  return {};
}

// The schemas of the user, and the way to the network that they need. The run uses them.
struct Supplied {
  std::unique_ptr<base::Fetcher> fetcher;
  std::unique_ptr<rules::UserSchemas> schemas;
};

base::Result<Supplied> supply(Options& options) {
  Supplied supplied;
  if (!options.hosts.empty()) {
    auto fetcher = make_curl_fetcher(options.hosts);
    if (!fetcher) return tl::unexpected(std::move(fetcher).error().during("--allow-network"));
    supplied.fetcher = *std::move(fetcher);
  }
  if (options.schemas.empty() && supplied.fetcher == nullptr) return supplied;
  auto schemas = rules::make_user_schemas({options.schemas, supplied.fetcher.get()});
  if (!schemas) return tl::unexpected(std::move(schemas).error().during("--schemas"));
  supplied.schemas = *std::move(schemas);
  options.run.work.check.user_schemas = supplied.schemas.get();
  return supplied;
}

int validate(Options options) {
  if (auto understood = understand(options); !understood) {
    complain(understood.error().message);
    return status::kNotDone;
  }
  const auto supplied = supply(options);
  if (!supplied) {
    complain(supplied.error().message);
    return status::kNotDone;
  }
  return run_validate(options.run);
}

// For CLI11: turns `256M` into the number, or returns why not.
std::string size_in_bytes(std::string& text) {
  std::uint64_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, size);
  const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
  const unsigned shift = unit == "k" ? 10U : unit == "M" ? 20U : unit == "G" ? 30U : 0U;
  const bool is_readable = error == std::errc() && (shift > 0 || unit.empty());
  if (!is_readable || size == 0 || size > kMostBytes >> shift) {
    return fmt::format("`{}` is no size; write bytes or 64k, 256M, at most 2G", text);
  }
  text = std::to_string(size << shift);
  return {};
}

// For CLI11: an option that is given means something. (Often a variable of a script was not set.)
std::string refuse_empty(const std::string& text) { return text.empty() ? "an empty value" : ""; }

void add_choice_options(CLI::App& command, Options& options) {
  command
      .add_option("--profile", options.profile, "which truth: published or documented (default)")
      ->check(CLI::IsMember({"published", "documented"}));
  command
      .add_option("--only", options.run.work.check.only,
                  "the verdict of one schema alone: NAME@VERSION")
      ->check(CLI::Validator(refuse_empty, ""));
  command.add_flag("--strict", options.run.work.policy.strict, "warnings are errors");
  command.add_option("--select", options.select, "show these rules only: codes, MLM3, slugs")
      ->type_name("CODES")
      ->allow_extra_args(false);
  command.add_option("--ignore", options.ignore, "leave these rules out: codes, MLM3, slugs")
      ->type_name("CODES")
      ->allow_extra_args(false);
  command.add_option("--baseline", options.baseline, "leave out what this json report knows")
      ->type_name("FILE")
      ->check(CLI::Validator(refuse_empty, ""));
  auto* config = command.add_option("--config", options.run.config, "use this stac-mlm.toml")
                     ->type_name("FILE")
                     ->check(CLI::Validator(refuse_empty, ""));
  command.add_flag("--no-config", options.run.no_config, "use no stac-mlm.toml")->excludes(config);
  command
      .add_option("--schemas", options.schemas, "schemas of other extensions: DIR/<host>/<path>")
      ->type_name("DIR")
      ->check(CLI::Validator(refuse_empty, ""));
  add_host_option(command, options.hosts, "fetch such schemas from this host");
  command.add_flag("--follow", options.run.follow, "follow child and item links on this machine");
  command.add_option("--max-bytes", options.run.work.check.limits.bytes, "largest document (256M)")
      ->type_name("SIZE")
      ->transform(CLI::Validator(size_in_bytes, ""));
  command.add_option("--jobs,-j", options.run.jobs, "documents checked at a time (all cores)")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, kMostJobs));
}

void add_result_options(CLI::App& command, Options& options) {
  const auto& formats = diag::renderer_formats();
  command.add_option("--format", options.run.format, "form of the report (text)")
      ->check(CLI::IsMember(std::vector<std::string>(formats.begin(), formats.end())));
  command.add_option("--output,-o", options.run.output, "write the report to a file")
      ->type_name("FILE");
  command.add_flag("--exit-zero", options.run.exit_zero, "findings do not fail the run");
  command.add_flag("--quiet,-q", options.run.quiet, "no summary, no progress, no notes");
  command.add_flag("--fix", options.fix, "apply safe fixes to the files; stdin goes to stdout");
  command.add_flag("--unsafe-fixes", options.unsafe,
                   "apply fixes that a person should look at too");
  command.add_flag("--diff", options.run.diff, "show what --fix would change, and change nothing");
}

}  // namespace

void add_validate(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("validate", "Check documents: files, folders, globs, NDJSON, stdin");
  auto options = std::make_shared<Options>();
  command->add_option("PATH", options->run.paths, "files, folders, globs; - is stdin")->required();
  add_choice_options(*command, *options);
  add_result_options(*command, *options);
  command->footer("Example: mlm validate --strict models/ 'catalog/**/item.json'");
  command->callback([options, &status] { status = validate(*options); });
}

}  // namespace stacmlm::cli

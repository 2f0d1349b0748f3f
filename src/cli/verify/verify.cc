// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/host_option.h"
#include "cli/jobs.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/verify/verify_run.h"
#include "stacmlm/diag/renderer.h"

namespace stacmlm::cli {
namespace {

struct Options {
  VerifyRun run;
  std::string profile;
  std::vector<std::string> select, ignore;
};

base::Result<void> understand(Options& options) {
  Policy& policy = options.run.report.work.policy;
  if (!options.profile.empty()) {
    policy.profile =
        options.profile == "published" ? rules::Profile::kPublished : rules::Profile::kDocumented;
  }
  STACMLM_CHECK(policy.select.add_given(options.select, "--select"));
  STACMLM_CHECK(policy.ignore.add_given(options.ignore, "--ignore"));
  if (options.run.comparisons == "-" && options.run.report.output == "-") {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      "--comparisons - needs --output FILE for the report");
  }
  if (std::ranges::count(options.run.report.paths, "-") > 1)
    return base::fail(base::ErrorKind::kInvalidArgument, "stdin (-) can be read once only");
  return {};
}

int verify(Options options) {
  if (auto understood = understand(options); !understood) {
    complain(understood.error().message);
    return status::kNotDone;
  }
  return run_verify(std::move(options.run));
}

void add_choice_options(CLI::App& command, Options& options) {
  command
      .add_option("--profile", options.profile, "which truth: published or documented (default)")
      ->check(CLI::IsMember({"published", "documented"}));
  command.add_option("--asset", options.run.only_asset, "compare the asset with this key only")
      ->type_name("KEY");
  command.add_flag("--strict", options.run.report.work.policy.strict, "warnings are errors");
  command.add_option("--select", options.select, "show these rules only: codes, MLM9, slugs")
      ->type_name("CODES")
      ->allow_extra_args(false);
  command.add_option("--ignore", options.ignore, "leave these rules out: codes, MLM9, slugs")
      ->type_name("CODES")
      ->allow_extra_args(false);
  add_host_option(command, options.run.hosts, "read files of models from this host");
  CLI::Option* dynamic = command.add_flag("--dynamic", options.run.is_dynamic,
                                          "also run each model once and compare what it gives");
  command.add_option("--runtime", options.run.runtime, "what runs the model (auto)")
      ->needs(dynamic);
  auto& libraries = options.run.runtime_libraries;
  command.add_option("--ort-lib", libraries["onnxruntime"], "library of ONNX Runtime")
      ->type_name("FILE")
      ->needs(dynamic);
  command.add_option("--openvino-lib", libraries["openvino"], "C library of OpenVINO")
      ->type_name("FILE")
      ->needs(dynamic);
  command
      .add_option("--jobs,-j", options.run.report.jobs, "documents compared at a time (all cores)")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, kMostJobs));
}

void add_result_options(CLI::App& command, Options& options) {
  ValidateRun& report = options.run.report;
  const auto& formats = diag::renderer_formats();
  command.add_option("--format", report.format, "form of the report (text)")
      ->check(CLI::IsMember(std::vector<std::string>(formats.begin(), formats.end())));
  command.add_option("--output,-o", report.output, "write the report to a file")->type_name("FILE");
  command
      .add_option("--comparisons", options.run.comparisons,
                  "write every comparison to a file, as NDJSON")
      ->type_name("FILE");
  command.add_flag("--all", options.run.tell_all, "findings also for what cannot be told");
  command.add_flag("--quiet,-q", report.quiet, "no tables, no summary, no progress");
  command.add_flag("--fix", options.run.fix,
                   "write what the files prove: size, checksum, artifact type, parameters");
  command.add_flag("--diff", report.diff, "show what --fix would change, and change nothing");
}

}  // namespace

void add_verify(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand(
      "verify", "Compare metadata with the files of the model: files, folders, globs, NDJSON");
  auto options = std::make_shared<Options>();
  command
      ->add_option("PATH", options->run.report.paths,
                   "Items, Collections with their Items, folders, globs; - is stdin")
      ->required();
  add_choice_options(*command, *options);
  add_result_options(*command, *options);
  command->footer("Example: mlm verify item.json");
  command->callback([options, &status] { status = verify(*options); });
}

}  // namespace stacmlm::cli

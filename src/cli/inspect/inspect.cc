// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/host_option.h"
#include "cli/inspect/format_list.h"
#include "cli/inspect/inspect_run.h"
#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

struct Options {
  InspectRun run;
  bool formats = false;
};

int inspect(const Options& options) {
  if (options.formats) {
    return print_to(options.run.output,
                    options.run.format == "json" ? formats_json() : formats_text());
  }
  if (options.run.paths.empty()) {
    complain("FILE is required (see mlm inspect --help)", "mlm inspect");
    return status::kNotDone;
  }
  return run_inspect(options.run);
}

}  // namespace

void add_inspect(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("inspect", "Say what a model file holds, without running it");
  auto options = std::make_shared<Options>();
  InspectRun& run = options->run;
  command->add_option("FILE", run.paths, "model files, and URLs of them");
  command->add_option("--format", run.format, "form of the result (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_flag("--tensors", run.tensors, "list the stored tensors");
  command->add_flag("--danger", run.danger, "for CI: status 1 if loading a file runs code, or may");
  add_host_option(*command, run.hosts, "read URLs of this host");
  command->add_option("--output,-o", run.output, "write the result to a file")->type_name("FILE");
  command->add_flag("--formats", options->formats, "print the formats of model files");
  command->footer("Example: mlm inspect unet.onnx --tensors");
  command->callback([options, &status] { status = inspect(*options); });
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/compose_check.h"
#include "cli/compose_run.h"
#include "stacmlm/diag/renderer.h"

namespace stacmlm::cli {
namespace {

void add_check(CLI::App& compose, int& status) {
  CLI::App* command = compose.add_subcommand("check", "Check Compose files, or those of Items");
  auto options = std::make_shared<ComposeCheck>();
  command->add_option("PATH", options->paths, "Compose files and Items; - is stdin")->required();
  const auto& formats = diag::renderer_formats();
  command->add_option("--format", options->format, "form of the report (text)")
      ->check(CLI::IsMember(std::vector<std::string>(formats.begin(), formats.end())));
  command->add_option("--output,-o", options->output, "write the report to a file")
      ->type_name("FILE");
  command->add_flag("--strict", options->strict, "warnings are errors");
  command->footer("Example: mlm compose check model/inference.yml item.json");
  command->callback([options, &status] { status = run_compose_check(*options); });
}

void add_compose_run(CLI::App& compose, int& status) {
  CLI::App* command = compose.add_subcommand("run", "Run the model of an Item in containers");
  auto options = std::make_shared<ComposeRun>();
  command->add_option("ITEM", options->item, "an Item whose runtime is on this machine")
      ->required();
  command->add_option("--input", options->input, "folder that the model reads")
      ->type_name("DIR")
      ->required();
  command->add_option("--output", options->output, "folder that the model writes to")
      ->type_name("DIR")
      ->required();
  command->add_flag("--training", options->training, "the training runtime, not the inference one");
  command->add_option("--asset", options->asset, "which runtime, if there are several")
      ->type_name("KEY");
  command->add_option("--service", options->service, "which service ends the run")
      ->type_name("NAME");
  command->add_flag("--dry-run", options->dry_run, "show what would be run, and run nothing");
  command->footer("Example: mlm compose run item.json --input scenes/ --output result/");
  command->callback([options, &status] { status = run_compose(*options); });
}

}  // namespace

void add_compose(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("compose", "Check and run the Compose files of legacy models");
  command->require_subcommand(1);
  command->footer("Example: mlm compose check item.json");
  add_check(*command, status);
  add_compose_run(*command, status);
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/new/item_flags.h"
#include "cli/new/new_run.h"
#include "cli/output.h"

namespace stacmlm::cli {
namespace {

struct Options {
  NewRun run;
  bool list_sensors = false;
  std::string format = "text";
};

}  // namespace

void add_new(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("new", "Write the Item of a model from a few words about it");
  auto options = std::make_shared<Options>();
  command->add_option("MODEL", options->run.model,
                      "properties of the model: YAML as stac-model writes it, or JSON; - is stdin");
  for (const author::ItemOption& option : author::item_options())
    add_item_option(*command, option, options->run.options);
  command
      ->add_option("--statistics", options->run.statistics,
                   "statistics of the bands (JSON, CSV): they tell the scaling")
      ->type_name("FILE");
  command->add_option("--output,-o", options->run.output, "write the Item to a new file")
      ->type_name("FILE");
  command->add_flag("--force", options->run.force, "write over a file that is there");
  command->add_flag("--list-sensors", options->list_sensors, "print the sensors and their bands");
  command->add_option("--format", options->format, "form of that list (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->footer(
      "Example: mlm new model.yaml --href model.pt2 --artifact-type torch.export.save\n"
      "           --datetime 2020-01-01/2021-12-31 --bbox 4,50,7,53 --sensor sentinel-2-l2a\n"
      "           --bands B02,B03,B04,B08 --input-size 256 --output item.json");
  command->callback([options, &status] {
    if (options->list_sensors) {
      status = print_to(options->run.output,
                        options->format == "json" ? sensors_json() : sensors_text());
    } else {
      status = run_new(std::move(options->run));
    }
  });
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/derive/derive_run.h"
#include "cli/new/item_flags.h"

namespace stacmlm::cli {

void add_derive(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("derive", "Draft the Item of a model from its file");
  auto run = std::make_shared<DeriveRun>();
  run->options.stac_version.clear();  // that of the Item that it is like
  command->add_option("FILE", run->model, "the model file, or the folder that is a model")
      ->required();
  command
      ->add_option("--like", run->like,
                   "an Item of the same bands: bands, scaling and classes are taken from it")
      ->type_name("ITEM");
  for (const author::ItemOption& option : author::item_options()) {
    if (option.name != "href") add_item_option(*command, option, run->options);
  }
  command
      ->add_option("--statistics", run->statistics,
                   "statistics of the bands (JSON, CSV): they tell the scaling")
      ->type_name("FILE");
  command->add_option("--output,-o", run->output, "write the Item to a new file")
      ->type_name("FILE");
  command->add_flag("--force", run->force, "write over a file that is there");
  command->footer(
      "Example: mlm derive unet.onnx --sensor sentinel-2-l2a --bands B02,B03,B04,B08\n"
      "           --bbox 4,50,7,53 --datetime 2020-01-01/2021-12-31 --output item.json");
  command->callback([run, &status] { status = run_derive(*run); });
}

}  // namespace stacmlm::cli

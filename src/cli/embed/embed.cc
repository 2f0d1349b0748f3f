// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/embed/embed_run.h"

namespace stacmlm::cli {

void add_embed(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("embed", "Write an Item into a copy of its model file");
  auto run = std::make_shared<EmbedRun>();
  command->add_option("ITEM", run->item, "the Item; - is stdin")->required();
  command->add_option("--into", run->file, "model file: ONNX, safetensors or .pt2")
      ->required()
      ->type_name("FILE");
  command->add_option("--output,-o", run->output, "the new file")->required()->type_name("NEW");
  command->add_flag("--force", run->force, "write over a file that is there");
  command->footer("Example: mlm embed item.json --into unet.onnx --output unet-mlm.onnx");
  command->callback([run, &status] { status = run_embed(*run); });
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/host_option.h"
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

void add_raster_statistics(CLI::App& command, RasterStatistics& raster) {
  CLI::Option* from =
      command
          .add_option("--statistics-from", raster.path,
                      "take the statistics from the pixels of a raster, or of an Item's rasters")
          ->type_name("SCENE")
          ->excludes(command.get_option("--statistics"));
  command
      .add_option("--percentiles", raster.percentiles,
                  "bounds of a min-max scaling, for outliers: 2,98")
      ->type_name("LOW,HIGH")
      ->needs(from);
  command.add_option("--scale", raster.scale, "scale and offset that the scene states")
      ->check(CLI::IsMember({"apply", "none"}))
      ->needs(from);
  command
      .add_flag("--bands-by-position", raster.by_position,
                "the scene's bands are in the order of the model's")
      ->needs(from);
  add_host_option(command, raster.hosts, "read files of this host");
}

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
  add_raster_statistics(*command, options->run.raster);
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

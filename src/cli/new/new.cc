// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/new/new_run.h"
#include "cli/new/questions.h"
#include "cli/output.h"

namespace stacmlm::cli {
namespace {

using author::ItemOption;

struct Options {
  NewRun run;
  bool list_sensors = false;
  std::string format = "text";
};

/// The form, and the words for the help and for completion. The library refuses other words.
std::string type_of(const ItemOption& option) {
  if (option.words == nullptr || option.is_open) return std::string(option.form);
  return fmt::format("{}:{{{}}}", option.form, fmt::join(option.words(), ","));
}

void add_item_option(CLI::App& command, const ItemOption& option, author::NewItemOptions& options) {
  const std::string flag = fmt::format("--{}", option.name);
  const std::string about(option.about);
  CLI::Option* added = nullptr;
  if (option.text != nullptr) {
    added = command.add_option(flag, options.*option.text, about);
  } else {
    const auto take_all = [&option, &options](const std::vector<std::string>& texts) {
      for (const std::string& text : texts) take(option, text, options);
    };
    added = command.add_option_function<std::vector<std::string>>(flag, take_all, about);
    added->take_all()->expected(1)->allow_extra_args(false);
  }
  added->type_name(type_of(option));
}

}  // namespace

void add_new(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("new", "Write the Item of a model from a few words about it");
  auto options = std::make_shared<Options>();
  command->add_option("MODEL", options->run.model,
                      "properties of the model: YAML as stac-model writes it, or JSON; - is stdin");
  for (const ItemOption& option : author::item_options())
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

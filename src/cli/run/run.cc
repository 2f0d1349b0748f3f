// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <span>

#include "cli/commands.h"
#include "cli/host_option.h"
#include "cli/read_document.h"
#include "cli/run/examples.h"
#include "cli/run/run_command.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/run/choices.h"

namespace stacmlm::cli {
namespace {

struct Options {
  RunCommand command;
  std::vector<std::string> bands;
  std::vector<std::string> times;
  std::vector<std::string> inputs;
  std::string memory;
  std::string log = "text", layer;
};

base::Result<void> wrong_use(std::string why) {
  return base::fail(base::ErrorKind::kInvalidArgument, std::move(why));
}

/// `512M`, `2G`, `1T`, or bytes.
base::Result<std::uint64_t> read_bytes(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, text.data() + text.size());
  const unsigned shift = unit == "T"   ? 40
                         : unit == "G" ? 30
                         : unit == "M" ? 20
                         : unit == "K" ? 10
                                       : 0;
  const bool is_read = error == std::errc() && (unit.empty() || shift > 0);
  if (!is_read || number == 0 || number > (std::uint64_t{1} << 50U) >> shift) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("--memory {}: a number of bytes, as 512M or 2G, up to 1024T", text));
  }
  return number << shift;
}

base::Result<std::vector<std::pair<std::string, std::string>>> read_pairs(
    const std::vector<std::string>& texts, std::string_view option, std::string_view form) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
      return base::fail(base::ErrorKind::kInvalidArgument,
                        fmt::format("{} {}: takes {}", option, text, form));
    }
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return pairs;
}

base::Result<void> understand(Options& options) {
  RunCommand& command = options.command;
  STACMLM_TRY(command.options.bands, read_pairs(options.bands, "--band", "WANTED=BAND"));
  STACMLM_TRY(command.options.times, read_pairs(options.times, "--time", "INPUT=N"));
  STACMLM_TRY(command.options.inputs, read_pairs(options.inputs, "--input", "NAME=N[,N...]"));
  if (!options.memory.empty()) {
    STACMLM_TRY(command.options.memory, read_bytes(options.memory));
  }
  if (const auto layer = raster::layer_format_of(options.layer))
    command.options.layer_format = *layer;
  const auto inputs = std::ranges::count(command.items, "-") + (command.item == "-" ? 1 : 0);
  if (inputs > 1) return wrong_use("standard input can be read once");
  if (command.in_place && place_of_document(command.item) == "-")
    return wrong_use("--in-place: the Item is in no file");
  if (command.checks) return {};
  if (!command.example_folder.empty()) {
    const bool is_one = command.scenes.size() == 1 || (command.stack && !command.scenes.empty());
    if (is_one && command.items.empty()) return {};
    return wrong_use("--make-example takes one SCENE, or a series with --stack");
  }
  if (command.scenes.empty() && command.items.empty())
    return wrong_use("SCENE or --items FILE is required (see mlm run --help)");
  command.logs_json = options.log == "json";
  if (command.folder.empty() && !command.plan_only)
    return wrong_use("--output DIR is required, or --plan (see mlm run --help)");
  return {};
}

/// An option that takes one of the words.
template <class T, std::size_t kCount>
void add_words(CLI::App& command, const std::string& name, const run::Word<T> (&words)[kCount],
               T& choice, const std::string& description) {
  const auto take = [&words, &choice](const std::string& said) {
    choice = *run::choice_of(words, said);
  };
  command.add_option_function<std::string>(name, take, description)
      ->check(CLI::IsMember(run::words_in(words)));
}

template <class Format>
std::vector<std::string> names_of(std::span<const Format> formats) {
  std::vector<std::string> names;
  for (const Format format : formats) names.emplace_back(name_of(format));
  return names;
}

void add_choices(CLI::App& command, Options& options) {
  run::PlanOptions& plan = options.command.options;
  command.add_option("--asset", plan.asset, "asset of the model (the one that can be run)");
  command.add_option("--model-output", plan.output, "output of the model that is kept");
  command.add_option("--band", options.bands, "band of the scene for a band of the model")
      ->type_name("[INPUT/]WANTED=BAND");
  command.add_option("--time", options.times, "scene of the series that feeds an input")
      ->type_name("INPUT=N");
  command.add_option("--input", options.inputs, "numbers for an input that is no image")
      ->type_name("NAME=N[,N...]");
  command.add_flag("--allow-external", plan.allow_external,
                   "run functions in Python that the metadata name");
  command.add_flag("--bands-by-position", plan.bands_by_position,
                   "the scene's bands are in the order of the model's");
  command.add_option("--grid", plan.grid, "asset of the scene whose grid the result has");
  command.add_option("--resampling", plan.resampling, "for bands on other grids");
  command.add_option("--scale", plan.scale, "scale and offset that the scene states")
      ->check(CLI::IsMember(run::words_in(run::kScales)));
  command.add_option("--dn-offset", plan.dn_offset,
                     "added to stored numbers: auto, none, N (auto)");
  add_words(command, "--nodata-policy", run::kNodataPolicies, plan.nodata,
            "nodata where any band has none, or all (any)");
  command
      .add_option("--norm-domain", plan.norm_domain, "what norms of MLM before 1.4 are taken over")
      ->check(CLI::IsMember(run::words_in(run::kNormDomains)));
  command.add_option("--datetime", plan.datetime, "time of a scene that tells none");
  add_words(command, "--result", run::kResultForms, plan.form,
            "what is written (auto: by the task)");
  add_words(command, "--per", run::kPers, plan.per, "a row for the scene, or for each tile");
  add_words(command, "--rows", run::kRowForms, plan.rows,
            "what rows become: a layer, or a raster with a pixel for each tile (layer)");
  command.add_option("--layer-format", options.layer, "of results without pixels (gpkg)")
      ->check(CLI::IsMember(names_of(raster::layer_formats())));
  command.add_option("--activation", plan.activation, "of the scores")
      ->check(CLI::IsMember(run::words_in(run::kActivations)));
  command.add_option("--threshold", plan.threshold,
                     "score from which on a class or an object is there");
}

void add_objects(CLI::App& command, Options& options) {
  run::PlanOptions& plan = options.command.options;
  command.add_option("--boxes", plan.boxes, "how a detector gives its boxes")
      ->check(CLI::IsMember(names_of(run::box_formats())));
  command.add_option("--box-units", plan.box_units, "of their coordinates")
      ->check(CLI::IsMember(run::words_in(run::kBoxUnits)));
  command
      .add_option("--iou", plan.iou,
                  "overlap from which on the worse of two objects goes (of the Item, or 0.5)")
      ->check(CLI::Range(0.0, 1.0));
  command
      .add_option("--overlap", plan.overlap,
                  "pixels that tiles share: the largest object (a quarter of the tile)")
      ->check(CLI::Range(0, 1 << 20));
}

void add_work(CLI::App& command, Options& options) {
  run::PlanOptions& plan = options.command.options;
  add_words(command, "--tiling", run::kTilings, plan.tiling, "how the scene is cut (auto)");
  command.add_option("--tile", plan.tile, "pixels a side of a tile")->check(CLI::Range(1, 1 << 20));
  command.add_option("--pad", plan.pad, "beyond the edges of the scene (reflect)")
      ->check(CLI::IsMember(run::words_in(run::kPadModes)));
  command.add_option("--memory", options.memory, "for the whole program (2G)")->type_name("SIZE");
  command.add_option("--workers,-j", plan.workers, "threads that run the model (one a processor)")
      ->check(CLI::Range(1, 1024));
  command.add_option("--runtime", plan.runtime, "what runs the model (auto)");
  auto& libraries = options.command.runtime_libraries;
  command.add_option("--ort-lib", libraries["onnxruntime"], "library of ONNX Runtime")
      ->type_name("FILE");
  command.add_option("--openvino-lib", libraries["openvino"], "C library of OpenVINO")
      ->type_name("FILE");
  command.add_option("--device", plan.device, "cpu, cuda or cuda:N (cpu)");
  add_host_option(command, options.command.hosts, "read files of this host");
}

void add_proof(CLI::App& command, RunCommand& run) {
  CLI::Option* check = command.add_flag("--check", run.checks, "replay the examples of the Item");
  command.add_option("--tolerance", run.tolerance, "of numbers that differ (1e-5,1e-4)")
      ->type_name("ABS,REL")
      ->needs(check);
  CLI::Option* make = command
                          .add_option("--make-example", run.example_folder,
                                      "make an example of a part of the scene in a folder")
                          ->type_name("DIR")
                          ->excludes(check);
  command.add_flag("--in-place", run.in_place, "write the example into the Item")->needs(make);
}

int run_options(Options& options) {
  if (const auto understood = understand(options); !understood) {
    complain(understood.error().message, "mlm run");
    return status::kNotDone;
  }
  if (options.command.checks) return run_check(options.command);
  if (!options.command.example_folder.empty()) return run_make_example(options.command);
  return run_model(options.command);
}

}  // namespace

void add_run(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("run", "Run a model on scenes, as its Item says");
  auto options = std::make_shared<Options>();
  RunCommand& run = options->command;
  command->add_option("ITEM", run.item, "the Item of the model")->required();
  command->add_option("SCENE", run.scenes, "rasters (GeoTIFF, VRT), or Items of scenes");
  command->add_option("--items", run.items, "Items of scenes: JSON lines or an ItemCollection")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_flag("--stack", run.stack, "all scenes are one series in time");
  command->add_flag("--upright", run.upright,
                    "warp files with control points or a rotated grid to one that is north up");
  command->add_option("--with", run.with, "a raster that belongs to every scene")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--output,-o", run.folder, "folder for the results")->type_name("DIR");
  command->add_flag("--plan", run.plan_only, "say what would be done, and what is not clear");
  command->add_option("--format", run.format, "form of what is printed (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_flag("--force", run.force, "write over results that are there");
  command->add_flag("--resume", run.resume, "pass over scenes that are done, and unchanged since");
  command->add_flag("--preview", run.preview, "write a picture of the result as well");
  command->add_option("--log", options->log, "form of what is told meanwhile (text)")
      ->check(CLI::IsMember({"text", "json"}));
  add_choices(*command, *options);
  add_objects(*command, *options);
  add_work(*command, *options);
  add_proof(*command, run);
  command->footer(
      "Example: mlm run landcover.json scene.tif --output out/ --datetime 2024-06-01T10:30:00Z");
  command->callback([options, &status] { status = run_options(*options); });
}

}  // namespace stacmlm::cli

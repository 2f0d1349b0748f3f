// SPDX-License-Identifier: Apache-2.0
#include "cli/run/examples.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>

#include "cli/atomic_file.h"
#include "cli/output.h"
#include "cli/read_document.h"
#include "cli/remote_source.h"
#include "cli/run/fetched_model.h"
#include "cli/run/open_questions.h"
#include "cli/run/python_function.h"
#include "cli/run/run_log.h"
#include "cli/run/scene_run.h"
#include "cli/scratch_folder.h"
#include "cli/share_folder.h"
#include "cli/status.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/run/example.h"

namespace stacmlm::cli {
namespace {

constexpr std::string_view kProgram = "mlm run";

int refuse(const base::Error& error) {
  complain(error.message, kProgram);
  return status::kNotDone;
}

base::Result<run::Tolerance> read_tolerance(const std::string& text) {
  run::Tolerance tolerance;
  if (text.empty()) return tolerance;
  const auto comma = text.find(',');
  const auto read = [](std::string_view part, double& number) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    return error == std::errc() && end == part.data() + part.size() && number >= 0;
  };
  const std::string_view whole(text);
  bool is_read = read(whole.substr(0, comma), tolerance.absolute);
  if (comma != std::string::npos)
    is_read = read(whole.substr(comma + 1), tolerance.relative) && is_read;
  if (is_read) return tolerance;
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("--tolerance {}: ABS or ABS,REL, numbers from 0 on", text));
}

run::ExampleOptions example_options(const RunCommand& command, base::Fetcher* fetcher,
                                    const std::string& folder) {
  run::ExampleOptions options;
  options.plan = command.options;
  options.run.folder = folder;
  options.run.created = now();
  options.run.force = command.force;
  options.run.fetcher = fetcher;
  options.run.runtime_libraries = command.runtime_libraries;
  options.run.runtime_folders = {share_folder()};
  if (command.options.allow_external) {
    const auto functions = std::make_shared<PythonFunctions>(PythonOptions{});
    options.run.start_external = [functions](const std::string& name) {
      return functions->start(name);
    };
  }
  return options;
}

std::string results_json(const std::vector<run::ExampleResult>& results) {
  std::string text;
  for (const run::ExampleResult& one : results) {
    text += fmt::format(
        R"({{"asset": {}, "tensor": {}, "agrees": {}, "elements": {}, "differing": {}, "largest_difference": {}, "unlike": {}}})",
        json::quote(one.asset), one.tensor.empty() ? "null" : json::quote(one.tensor), one.agrees(),
        one.elements, one.differing, one.largest <= 1e308 ? fmt::format("{}", one.largest) : "null",
        one.unlike.empty() ? "null" : json::quote(one.unlike));
    text += '\n';
  }
  return text;
}

std::string results_text(const std::vector<run::ExampleResult>& results) {
  Table table({"EXAMPLE", "TENSOR", "VERDICT", "ELEMENTS", "DIFFERING", "LARGEST DIFFERENCE"});
  for (const run::ExampleResult& one : results) {
    const bool is_unlike = !one.unlike.empty();
    table.add({one.asset, one.tensor.empty() ? "-" : one.tensor,
               one.agrees() ? "agrees" : "differs", is_unlike ? "-" : std::to_string(one.elements),
               is_unlike ? "-" : std::to_string(one.differing),
               is_unlike ? one.unlike : fmt::format("{:.6g}", one.largest)});
  }
  return table.text(0);
}

base::Result<std::vector<run::ExampleResult>> check(const RunCommand& command) {
  STACMLM_TRY(const run::Tolerance tolerance, read_tolerance(command.tolerance));
  STACMLM_TRY(const auto fetcher, open_network(command.hosts));
  json::Document item;
  STACMLM_CHECK(read_document(command.item, item));
  const std::string document = place_of_document(command.item);
  STACMLM_TRY(const ScratchFolder scratch, ScratchFolder::make());
  const std::atomic<bool> stop = false;
  return run::check_examples(
      item.root(), document,
      opener_to_run(document, item.root(), scratch.path(), fetcher.get(), stop),
      example_options(command, fetcher.get(), scratch.path()), tolerance);
}

base::Result<std::string> item_with_example(const RunCommand& command, base::Fetcher* fetcher) {
  json::Document item;
  STACMLM_CHECK(read_document(command.item, item));
  const std::string document = place_of_document(command.item);
  std::error_code error;
  std::filesystem::create_directories(command.example_folder, error);
  if (error) {
    return base::fail(base::ErrorKind::kIo,
                      fmt::format("{}: {}", command.example_folder, error.message()));
  }
  const std::atomic<bool> stop = false;
  const artifact::Opener open =
      opener_to_run(document, item.root(), command.example_folder, fetcher, stop);
  std::vector<SceneCall> calls;
  for (const std::string& path : command.scenes) calls.push_back({path, path, {}, {}});
  STACMLM_TRY(const run::Scene scene, read_scenes(calls, command, fetcher));
  STACMLM_TRY(const run::Plan plan,
              run::make_plan(item.root(), document, scene, open, command.options));
  if (!plan.is_ready()) return base::fail(base::ErrorKind::kInvalidArgument, open_questions(plan));
  STACMLM_TRY(const auto files,
              run::make_example(plan, item.root(), scene, open,
                                example_options(command, fetcher, command.example_folder)));
  STACMLM_TRY(const auto patch, run::example_patch(item.root(), document, files));
  return json::apply_patch(item.text(), patch);
}

}  // namespace

int run_check(const RunCommand& command) {
  const auto results = check(command);
  if (!results) return refuse(results.error());
  const int printed = print_to(
      command.output, command.format == "json" ? results_json(*results) : results_text(*results));
  if (printed != status::kClean) return printed;
  return std::ranges::all_of(*results, &run::ExampleResult::agrees) ? status::kClean
                                                                    : status::kFindings;
}

int run_make_example(const RunCommand& command) {
  const auto fetcher = open_network(command.hosts);
  if (!fetcher) return refuse(fetcher.error());
  const auto text = item_with_example(command, fetcher->get());
  if (!text) return refuse(text.error());
  if (!command.in_place) return print_to(command.output, *text);
  if (const auto written = replace_file(command.item, *text); !written)
    return refuse(base::Error(written.error()).during("cannot write " + command.item));
  return status::kClean;
}

}  // namespace stacmlm::cli

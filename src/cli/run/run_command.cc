// SPDX-License-Identifier: Apache-2.0
#include "cli/run/run_command.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <span>

#include "cli/atomic_file.h"
#include "cli/opener.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_document.h"
#include "cli/remote_source.h"
#include "cli/share_folder.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/author/format.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/run/run.h"

namespace stacmlm::cli {
namespace {

constexpr std::string_view kProgram = "mlm run";

std::string now() {
  const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(time));
}

/// What is not clear, with the options that clear it.
base::Error open_questions(const run::Plan& plan) {
  std::string text = "not clear, and not guessed:";
  for (const run::Question& question : plan.questions) {
    const std::string where = question.field.empty() ? "" : question.field + ": ";
    const std::string choices = question.choices.empty()
                                    ? std::string("...")
                                    : fmt::format("{}", fmt::join(question.choices, "|"));
    text += fmt::format(" {}{} ({}{}{});", where, question.what, question.option,
                        question.option.ends_with('=') ? "" : " ", choices);
  }
  text.pop_back();
  return {base::ErrorKind::kInvalidArgument, std::move(text)};
}

std::string canonical(const std::string& item) {
  json::Parser parser;
  json::Document document;
  if (parser.parse(json::Text::copy_of(item), document)) return item;
  return author::format(document);
}

class ModelRun {
 public:
  ModelRun(const RunCommand& command, base::Fetcher* fetcher)
      : command_(command), fetcher_(fetcher), open_(opener_for(command.item, fetcher)) {}

  base::Result<void> start() {
    STACMLM_CHECK(read_document(command_.item, item_));
    if (command_.plan_only) return {};
    std::error_code error;
    std::filesystem::create_directories(command_.folder, error);
    if (error) {
      return base::fail(base::ErrorKind::kIo,
                        fmt::format("{}: {}", command_.folder, error.message()));
    }
    return {};
  }

  /// `paths`: one scene, or the series of several.
  base::Result<void> run_on(std::span<const std::string> paths, std::string& told) {
    STACMLM_TRY(const run::Scene scene, read(paths));
    STACMLM_TRY(const run::Plan plan,
                run::make_plan(item_.root(), command_.item, scene, open_, command_.options));
    if (command_.plan_only) {
      told = command_.format == "json" ? run::plan_json(plan, scene) : run::plan_text(plan, scene);
      return {};
    }
    if (!plan.is_ready()) return tl::unexpected(open_questions(plan));
    return write(plan, scene, told);
  }

 private:
  base::Result<run::Scene> read(std::span<const std::string> paths) {
    std::vector<run::Scene> scenes;
    for (const std::string& path : paths) {
      STACMLM_TRY(run::Scene scene, run::read_scene(path, {.fetcher = fetcher_}));
      scenes.push_back(std::move(scene));
    }
    STACMLM_TRY(run::Scene scene, run::stack_scenes(std::move(scenes)));
    for (const std::string& path : command_.with) {
      STACMLM_CHECK(run::add_to_every_time(scene, path, {.fetcher = fetcher_}));
    }
    return scene;
  }

  base::Result<void> write(const run::Plan& plan, const run::Scene& scene, std::string& told) {
    Progress progress(true);
    run::RunOptions options;
    options.folder = command_.folder;
    options.created = now();
    options.fetcher = fetcher_;
    options.force = command_.force;
    options.preview = command_.preview;
    options.runtime_library = command_.ort_lib;
    options.runtime_folders = {share_folder()};
    STACMLM_TRY(const run::RunResult result, run::run(plan, item_.root(), scene, open_, options));
    progress.clear();
    STACMLM_CHECK(replace_file(result.item_path, canonical(result.item)));
    for (const std::string& note : plan.notes) complain("note: " + note, kProgram);
    for (const std::string& note : result.notes) complain("note: " + note, kProgram);
    told = command_.format == "json"
               ? fmt::format("{{\"scene\": {}, \"item\": {}, \"raster\": {}}}\n",
                             json::quote(scene.path()), json::quote(result.item_path),
                             json::quote(result.raster))
               : fmt::format("{}\n", result.item_path);
    return {};
  }

  const RunCommand& command_;
  base::Fetcher* fetcher_;
  artifact::Opener open_;
  json::Document item_;
};

}  // namespace

int run_model(const RunCommand& command) {
  const auto fetcher = open_network(command.hosts);
  if (!fetcher) {
    complain(fetcher.error().message, kProgram);
    return status::kNotDone;
  }
  ModelRun run(command, fetcher->get());
  if (const auto started = run.start(); !started) {
    complain(started.error().message, kProgram);
    return status::kNotDone;
  }
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message, kProgram);
    return status::kNotDone;
  }
  const std::size_t of_a_run = command.stack ? command.scenes.size() : 1;
  std::size_t done = 0;
  for (std::size_t i = 0; i < command.scenes.size(); i += of_a_run) {
    const auto scenes = std::span(command.scenes).subspan(i, of_a_run);
    std::string told;
    if (const auto ran = run.run_on(scenes, told); !ran) {
      complain(command.stack ? ran.error().message
                             : fmt::format("{}: {}", scenes.front(), ran.error().message),
               kProgram);
      continue;
    }
    ++done;
    output->write(told);
    if (const auto flushed = output->flush(); !flushed) break;
  }
  if (const auto finished = output->finish(); !finished) {
    complain(finished.error().message, kProgram);
    return status::kNotDone;
  }
  if (done * of_a_run == command.scenes.size()) return status::kClean;
  return done > 0 ? status::kFindings : status::kNotDone;
}

}  // namespace stacmlm::cli

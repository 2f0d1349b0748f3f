// SPDX-License-Identifier: Apache-2.0
#include "cli/run/scene_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <new>
#include <stdexcept>

#include "cli/atomic_file.h"
#include "cli/opener.h"
#include "cli/read_document.h"
#include "cli/run/fetched_model.h"
#include "cli/run/open_questions.h"
#include "cli/run/python_function.h"
#include "cli/run/scene_progress.h"
#include "cli/share_folder.h"
#include "stacmlm/author/format.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/run/run.h"

namespace stacmlm::cli {
namespace {

std::string canonical(const std::string& item) {
  json::Parser parser;
  json::Document document;
  if (parser.parse(json::Text::copy_of(item), document)) return item;
  return author::format(document);
}

/// What is said of a scene that is done.
std::string told_of(const std::string& name, const std::string& item, const std::string& path,
                    bool as_json) {
  if (!as_json) return item + '\n';
  return fmt::format("{{\"scene\": {}, \"item\": {}, \"result\": {}}}\n", json::quote(name),
                     json::quote(item), json::quote(path));
}

/// One of these can be cured by the user; otherwise it went wrong.
bool is_refusal(base::ErrorKind kind) {
  return kind == base::ErrorKind::kInvalidArgument || kind == base::ErrorKind::kUnsupported;
}

base::Result<run::Scene> read(const SceneCall& call, const run::SceneOptions& options) {
  if (!call.error.empty()) return base::fail(base::ErrorKind::kIo, call.error);
  if (call.item.empty()) return run::read_scene(call.path, options);
  return run::read_scene_item(call.item, call.path, options);
}

}  // namespace

base::Result<run::Scene> read_scenes(std::span<const SceneCall> calls, const RunCommand& command,
                                     base::Fetcher* fetcher) {
  const run::SceneOptions options{.fetcher = fetcher, .upright = command.upright};
  std::vector<run::Scene> scenes;
  for (const SceneCall& call : calls) {
    STACMLM_TRY(run::Scene scene, read(call, options));
    scenes.push_back(std::move(scene));
  }
  STACMLM_TRY(run::Scene scene, run::stack_scenes(std::move(scenes)));
  for (const std::string& path : command.with) {
    STACMLM_CHECK(run::add_to_every_time(scene, path, options));
  }
  return scene;
}

SceneRun::SceneRun(const RunCommand& command, base::Fetcher* fetcher, RunLog& log,
                   const std::atomic<bool>& stop)
    : command_(command), fetcher_(fetcher), log_(log), stop_(stop) {}

base::Result<void> SceneRun::start() {
  STACMLM_CHECK(read_document(command_.item, item_));
  if (command_.plan_only) {
    open_ = opener_for(command_.item, fetcher_);
    return {};
  }
  open_ = opener_to_run(command_.item, item_.root(), command_.folder, fetcher_, stop_);
  std::error_code error;
  std::filesystem::create_directories(command_.folder, error);
  if (!error) return {};
  return base::fail(base::ErrorKind::kIo, fmt::format("{}: {}", command_.folder, error.message()));
}

std::string SceneRun::run_on(std::span<const SceneCall> calls) {
  const std::string name =
      calls.size() == 1 ? calls.front().name : calls.front().name + " to " + calls.back().name;
  for (const SceneCall& call : calls) {
    if (call.error.empty()) continue;
    log_.fail(call.name, call.error);
    return {};
  }
  try {
    const auto scene = read_scenes(calls, command_, fetcher_);
    if (scene) return plan_and_run(name, *scene);
    std::string why = scene.error().message;
    const SceneCall& first = calls.front();
    if (!first.item.empty() && why.starts_with(first.path + ": "))
      why.erase(0, first.path.size() + 2);
    log_.fail(name, why);
  } catch (const std::bad_alloc&) {
    log_.fail(name, "not enough memory");
  } catch (const std::length_error&) {
    log_.fail(name, "not enough memory");
  }
  return {};
}

std::string SceneRun::plan_and_run(const std::string& name, const run::Scene& scene) {
  const auto plan = run::make_plan(item_.root(), command_.item, scene, open_, command_.options);
  if (!plan) {
    log_.refuse(name, plan.error().message);
    return {};
  }
  if (command_.plan_only) {
    log_.planned();
    return command_.format == "json" ? run::plan_json(*plan, scene) : run::plan_text(*plan, scene);
  }
  if (!plan->is_ready()) {
    log_.refuse(name, open_questions(*plan));
    return {};
  }
  if (const auto taken = take_name(name, run::result_id(*plan, scene)); !taken) {
    log_.refuse(name, taken.error().message);
    return {};
  }
  return run_plan(name, *plan, scene);
}

std::string SceneRun::run_plan(const std::string& name, const run::Plan& plan,
                               const run::Scene& scene) {
  const bool as_json = command_.format == "json";
  if (command_.resume) {
    const auto old = run::find_result(plan, item_.root(), scene, open_, options());
    if (!old) return fail(name, old.error());
    if (*old) {
      log_.skip(name, scene.id(), (*old)->item_path);
      return told_of(name, (*old)->item_path, (*old)->path, as_json);
    }
  }
  log_.begin(name, scene.id(), static_cast<std::uint64_t>(plan.tiles.across * plan.tiles.down));
  const auto result = write(name, plan, scene);
  if (!result) return fail(name, result.error());
  std::vector<std::string> notes = plan.notes;
  notes.insert(notes.end(), result->notes.begin(), result->notes.end());
  log_.done(name, scene.id(), *result, notes);
  return told_of(name, result->item_path, result->path, as_json);
}

std::string SceneRun::fail(const std::string& name, const base::Error& error) {
  if (is_refusal(error.kind)) {
    log_.refuse(name, error.message);
  } else {
    log_.fail(name, error.message);
  }
  return {};
}

run::RunOptions SceneRun::options() {
  run::RunOptions options;
  options.folder = command_.folder;
  options.created = now();
  options.fetcher = fetcher_;
  options.force = command_.force;
  options.resume = command_.resume;
  options.preview = command_.preview;
  options.runtime_libraries = command_.runtime_libraries;
  options.runtime_folders = {share_folder()};
  options.stop = &stop_;
  if (command_.options.allow_external)
    options.start_external = [](const std::string& function) { return start_python(function); };
  options.checksums = &checksums_;
  return options;
}

base::Result<run::RunResult> SceneRun::write(const std::string& name, const run::Plan& plan,
                                             const run::Scene& scene) {
  const raster::Grid& grid = scene.files[plan.grid].grid;
  SceneProgress progress(!command_.logs_json, name,
                         static_cast<std::uint64_t>(grid.width * grid.height));
  run::RunOptions options = this->options();
  options.progress = [&progress](std::uint64_t done, std::uint64_t all) {
    progress.show(done, all);
  };
  STACMLM_TRY(run::RunResult result, run::run(plan, item_.root(), scene, open_, options));
  progress.clear();
  auto written = replace_file(result.item_path, canonical(result.item));
  if (written) return result;
  run::remove_result(result);
  return tl::unexpected(std::move(written).error().during(result.item_path));
}

/// No two scenes of one run write the same files.
base::Result<void> SceneRun::take_name(const std::string& scene, const std::string& id) {
  const auto [taken, is_new] = scene_of_name_.emplace(run::file_name_of(id), scene);
  if (is_new) return {};
  return base::fail(
      base::ErrorKind::kInvalidArgument,
      fmt::format("its result `{}` would be that of {} too", taken->first, taken->second));
}

}  // namespace stacmlm::cli

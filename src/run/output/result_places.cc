// SPDX-License-Identifier: Apache-2.0
#include "run/output/result_places.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <vector>

#include "rules/tree/local_file.h"
#include "run/output/run_key.h"
#include "run/scene/file_state.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::run {
namespace {

namespace fs = std::filesystem;

/// Our own Items are far smaller.
constexpr std::uint64_t kMostItemBytes = std::uint64_t{16} << 20U;

bool is_there(const std::string& path) {
  std::error_code none;
  return fs::exists(path, none);
}

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code none;
  return fs::equivalent(a, b, none);
}

/// False: there is none, or it is no Item of ours.
bool read_result(const std::string& path, json::Document& document) {
  if (!is_there(path)) return false;
  const auto source = artifact::open_source(path);
  if (!source || (*source)->size() > kMostItemBytes) return false;
  std::string text((*source)->size(), '\0');
  json::Parser parser;
  return (*source)->read(0, text) && !parser.parse(json::Text::copy_of(text), document) &&
         document.root().find("properties").find(kKeyField).is_string();
}

/// Something is there that a file can take the place of.
base::Result<void> check_replaceable(const std::string& path) {
  std::error_code none;
  const char* why = nullptr;
  if (fs::is_directory(path, none)) {
    why = "it is a folder";
  } else if (!fs::is_regular_file(path, none)) {
    why = "it is no file";
  } else if (::access(path.c_str(), W_OK) != 0) {
    why = "there is no permission";
  }
  if (why == nullptr) return {};
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("{} cannot be written over: {}", path, why));
}

}  // namespace

ResultPlaces places_of(const Plan& plan, const Scene& scene, const RunOptions& options) {
  const std::string stem =
      fmt::format("{}/{}", options.folder, file_name_of(result_id(plan, scene)));
  if (is_layer(plan.output.kind)) {
    // No picture is drawn of a layer.
    return {
        fmt::format("{}.{}", stem, raster::name_of(plan.output.layer_format)), stem + ".json", {}};
  }
  return {stem + ".tif", stem + ".json", options.preview ? stem + ".png" : std::string()};
}

base::Result<void> check_no_source(const std::string& path, const Plan& plan, const Scene& scene,
                                   std::string_view model_file) {
  std::vector<std::string> sources = {plan.item_path, std::string(model_file)};
  for (const SceneTime& time : scene.times) sources.push_back(time.path);
  for (const SceneTime& raster : scene.with) sources.push_back(raster.path);
  for (const SceneFile& file : scene.files) sources.push_back(file.path);
  for (const std::string& source : sources) {
    if (!is_same_file(path, source)) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("the result would be written over {}", source));
  }
  return {};
}

base::Result<void> check_places(const ResultPlaces& places, const Plan& plan, const Scene& scene,
                                std::string_view model_file, const RunOptions& options) {
  json::Document old;
  const bool may_replace =
      options.force ||
      (options.resume && (!is_there(places.item) || read_result(places.item, old)));
  for (const std::string& path : {places.result, places.item, places.preview}) {
    if (path.empty() || !is_there(path)) continue;
    STACMLM_CHECK(check_no_source(path, plan, scene, model_file));
    STACMLM_CHECK(check_replaceable(path));
    if (may_replace) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      path + " is there already; --force writes over it");
  }
  return {};
}

/// Files of an old result that are not written over: a picture, or a layer of another format.
void remove_others(const ResultPlaces& places) {
  json::Document old;
  if (!read_result(places.item, old)) return;
  const auto stem_of = [](const std::string& path) { return fs::path(path).replace_extension(); };
  for (const char* const key : {"result", "preview"}) {
    const json::Value href = old.root().find("assets").find(key).find("href");
    const auto file = rules::local_file(places.item, href.is_string() ? href.string() : "");
    if (!file || file->path == rules::normal_path(places.result)) continue;
    const std::string item = rules::normal_path(places.item);
    if (file->path == item || stem_of(file->path) != stem_of(item)) continue;  // is it ours?
    std::error_code none;
    if (fs::is_regular_file(file->path, none)) fs::remove(file->path, none);
  }
}

base::Result<void> remove_item(const ResultPlaces& places) {
  remove_others(places);
  std::error_code error;
  fs::remove(places.item, error);
  if (!error) return {};
  return base::fail(base::ErrorKind::kIo, fmt::format("{}: {}", places.item, error.message()));
}

void remove_result(const RunResult& result) {
  std::error_code none;
  fs::remove(result.path, none);
  if (!result.preview.empty()) fs::remove(result.preview, none);
}

bool is_done(const ResultPlaces& places, std::string_view key) {
  json::Document document;
  if (!read_result(places.item, document)) return false;
  const json::Value item = document.root();
  if (!item.find("properties").find(kKeyField).equals(key)) return false;
  const json::Value size = item.find("assets").find("result").find("file:size");
  if (!size.is_number()) return false;
  if (static_cast<double>(state_of(places.result).size) != size.number()) return false;
  return places.preview.empty() || is_there(places.preview);
}

}  // namespace stacmlm::run

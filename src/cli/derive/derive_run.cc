// SPDX-License-Identifier: Apache-2.0
#include "cli/derive/derive_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "cli/new/item_files.h"
#include "cli/read_document.h"
#include "cli/relative_href.h"
#include "cli/remote_source.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "diag/visible.h"
#include "stacmlm/artifact/checksum.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/author/derive.h"
#include "stacmlm/json/document.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProgram = "mlm derive";

int refuse(const base::Error& error) {
  complain(error.message, kProgram);
  return status::kNotDone;
}

/// `model/` is `model`.
std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

/// Of a folder the file that describes the model, unless the folder is what programs load.
std::string file_of(const std::string& path, const artifact::Source& source) {
  std::error_code none;
  const fs::path described(source.name());
  const bool is_whole = !fs::is_directory(path, none) || described.filename() == "saved_model.pb";
  return is_whole ? path : described.string();
}

/// An earlier draft or empty, by its first letter: weights beside the model are neither.
bool may_be_item(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const int first = (file >> std::ws).peek();
  return first == '{' || first == std::ifstream::traits_type::eof();
}

/// What is there and is no Item stays: it may be a part of the model.
base::Result<void> refuse_other_file(const std::string& path) {
  std::error_code none;
  if (path == "-" || !fs::is_regular_file(path, none) || may_be_item(path)) return {};
  return base::fail(base::ErrorKind::kInvalidArgument,
                    path + ": no Item, and not written over by one");
}

base::Result<void> check_places(const DeriveRun& run) {
  if (is_url(run.model))
    return base::fail(base::ErrorKind::kInvalidArgument,
                      run.model + ": a checksum needs the whole file; fetch it first");
  std::error_code none;
  if (run.output != "-" && fs::equivalent(run.output, run.model, none))
    return base::fail(base::ErrorKind::kInvalidArgument,
                      run.output + ": the Item would replace the model");
  STACMLM_CHECK(refuse_existing(run.output, run.force));
  return refuse_other_file(run.output);
}

base::Result<artifact::ModelFile> read_model(const artifact::Source& source,
                                             const std::string& path) {
  STACMLM_TRY(artifact::ModelFile model, artifact::inspect(source));
  const artifact::Format* format = artifact::find_format(model.format);
  if (format == nullptr)
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}: no known model format{}{}", path,
                                  model.fault.empty() ? "" : ": ", model.fault));
  if (format->name == "html")
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}: {}", path, format->title));
  return model;
}

base::Result<author::ModelFilePlace> place_of(const artifact::Source& source,
                                              const DeriveRun& run) {
  author::ModelFilePlace place;
  const std::string& base = run.output == "-" ? run.model : run.output;
  place.href = relative_href(fs::path(base).parent_path().string(), run.model);
  place.name = fs::path(run.model).stem().string();
  // A folder has neither size nor checksum.
  if (std::error_code none; !fs::is_regular_file(run.model, none)) return place;
  place.size = source.size();
  STACMLM_TRY(place.checksum, artifact::checksum_of(source, artifact::kSha256));
  return place;
}

base::Result<void> read_like(const std::string& path, json::Document& like) {
  if (path.empty()) return {};
  if (auto read = read_document(path, like); !read) return read;
  if (like.root().find("type").equals("Feature")) return {};
  return base::fail(base::ErrorKind::kInvalidDocument, path + ": no Item");
}

void tell_state(const artifact::ModelFile& model, const std::string& path) {
  if (!model.fault.empty())
    complain(fmt::format("{}: not read to its end: {}", path, model.fault), kProgram);
  if (model.verdict == artifact::Verdict::kExecutesCode)
    complain(fmt::format("{}: loading it runs code (mlm inspect --danger {})", path, path),
             kProgram);
}

std::string line_of(const author::OpenQuestion& question) {
  std::string line = "question: " + question.about;
  if (!question.suggestion.empty()) line += fmt::format(" ({}?)", question.suggestion);
  if (question.option != nullptr)
    line += fmt::format(": --{} {}", question.option->name, question.option->form);
  return diag::visible(line) + '\n';
}

int derive(const DeriveRun& run, const artifact::Source& source, json::Value like) {
  const auto model = read_model(source, run.model);
  if (!model) return refuse(model.error());
  const auto place = place_of(source, run);
  if (!place) return refuse(place.error());
  const auto item = author::derive_item(*model, *place, {run.options, like});
  if (!item) return refuse(item.error());
  tell_state(*model, run.model);
  std::string questions;
  for (const author::OpenQuestion& question : item->questions) questions += line_of(question);
  write_to_stderr(questions);
  return save_item(run.output, item->text, kProgram);
}

}  // namespace

int run_derive(DeriveRun run) {
  run.model = without_slash(std::move(run.model));
  if (const auto sound = check_places(run); !sound) return refuse(sound.error());
  json::Document like;
  if (const auto read = read_like(run.like, like); !read) return refuse(read.error());
  auto statistics = read_statistics_file(run.statistics);
  if (!statistics) return refuse(statistics.error());
  run.options.statistics = *std::move(statistics);
  const auto source = artifact::open_source(run.model);
  if (!source) return refuse(source.error());
  run.model = file_of(run.model, **source);
  // Of a folder it is known by now which file describes the model.
  if (const auto sound = check_places(run); !sound) return refuse(sound.error());
  return derive(run, **source, like.root());
}

}  // namespace stacmlm::cli

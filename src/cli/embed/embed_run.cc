// SPDX-License-Identifier: Apache-2.0
#include "cli/embed/embed_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "cli/atomic_file.h"
#include "cli/new/item_files.h"
#include "cli/read_document.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/artifact/embed.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/author/embedded.h"
#include "stacmlm/json/document.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

/// What is there and is no such model file stays: it may hold the weights of the model.
base::Result<void> refuse_other_file(const EmbedRun& run) {
  std::error_code none;
  if (!fs::is_regular_file(run.output, none) || fs::is_empty(run.output, none)) return {};
  STACMLM_TRY(const auto there, artifact::open_source(run.output));
  STACMLM_TRY(const artifact::ModelFile model, artifact::inspect(*there));
  const auto known = artifact::formats_that_embed();
  if (std::ranges::find(known, model.format) != known.end()) return {};
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("{}: no file of {}, and not written over by one", run.output,
                                fmt::join(known, ", ")));
}

/// The new file is none of those that are read, by whatever name.
base::Result<void> check_places(const EmbedRun& run) {
  if (run.output == "-")
    return base::fail(base::ErrorKind::kInvalidArgument, "--output is the name of a file");
  std::error_code none;
  for (const std::string& read : {run.file, run.item}) {
    if (fs::equivalent(run.output, read, none))
      return base::fail(base::ErrorKind::kInvalidArgument,
                        fmt::format("{} is {}, which stays as it is", run.output, read));
  }
  if (fs::exists(run.output, none) && !fs::is_regular_file(run.output, none))
    return base::fail(base::ErrorKind::kInvalidArgument, run.output + " is no regular file");
  STACMLM_CHECK(refuse_existing(run.output, run.force));
  return refuse_other_file(run);
}

base::Result<std::string> item_text(const std::string& path) {
  json::Document item;
  STACMLM_CHECK(read_document(path, item));
  if (!item.root().find("type").equals("Feature"))
    return base::fail(base::ErrorKind::kInvalidDocument, path + ": no Item");
  return author::text_to_embed(item);
}

/// What an Item says of its model and the file contradicts; what is about the file alone is left
/// out, and so are metadata that are replaced.
std::vector<artifact::Comparison> contradictions(const EmbedRun& run, const std::string& text) {
  const auto opened = [&](std::string_view /*href*/) -> base::Result<artifact::OpenedFile> {
    STACMLM_TRY(auto source, artifact::open_source(run.file));
    return artifact::OpenedFile{.source = std::move(source)};
  };
  const auto verified = artifact::Verifier().verify(json::Text::copy_of(text), run.item, opened);
  // Of several models of the Item the file is the likeliest.
  std::map<std::string_view, std::vector<artifact::Comparison>> by_asset;
  for (const artifact::Comparison& one : verified.comparisons) {
    auto& told = by_asset[one.asset];
    if (one.verdict == artifact::Agreement::kContradicts && one.code >= "MLM910" &&
        one.code < "MLM940")
      told.push_back(one);
  }
  const auto likeliest =
      std::ranges::min_element(by_asset, {}, [](const auto& asset) { return asset.second.size(); });
  return likeliest == by_asset.end() ? std::vector<artifact::Comparison>() : likeliest->second;
}

void warn_of_other_model(const EmbedRun& run, const std::string& text) {
  for (const artifact::Comparison& one : contradictions(run, text))
    complain(fmt::format("warning: {}: {} ({})", run.item, one.reason, one.code), "mlm embed");
}

base::Result<void> embed(const EmbedRun& run) {
  STACMLM_CHECK(check_places(run));
  STACMLM_TRY(const std::string text, item_text(run.item));
  STACMLM_TRY(const auto source, artifact::open_source(run.file));
  auto created = AtomicFile::create(run.output);
  if (!created)
    return tl::unexpected(std::move(created).error().during("cannot write " + run.output));
  bool is_writing = true;
  const auto write = [&](std::string_view bytes) {
    auto written = created->write(bytes);
    is_writing = written.has_value();
    return written;
  };
  if (auto done = artifact::embed(*source, text, write); !done) {
    if (!is_writing)
      return tl::unexpected(std::move(done).error().during("cannot write " + run.output));
    if (done.error().message.starts_with(run.file)) return done;
    return tl::unexpected(std::move(done).error().during(run.file));
  }
  STACMLM_CHECK(created->commit());
  warn_of_other_model(run, text);
  return {};
}

}  // namespace

int run_embed(const EmbedRun& run) {
  const auto done = embed(run);
  if (done) return status::kClean;
  complain(done.error().message, "mlm embed");
  return status::kNotDone;
}

}  // namespace stacmlm::cli

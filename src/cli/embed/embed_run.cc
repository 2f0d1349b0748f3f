// SPDX-License-Identifier: Apache-2.0
#include "cli/embed/embed_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/atomic_file.h"
#include "cli/new/item_files.h"
#include "cli/read_document.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/artifact/embed.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/author/embedded.h"
#include "stacmlm/json/document.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

/// The new file is none of those that are read, by whatever name.
base::Result<void> check_places(const EmbedRun& run) {
  std::error_code none;
  for (const std::string& read : {run.file, run.item}) {
    if (fs::equivalent(run.output, read, none))
      return base::fail(base::ErrorKind::kInvalidArgument,
                        fmt::format("{} is {}, which stays as it is", run.output, read));
  }
  if (fs::exists(run.output, none) && !fs::is_regular_file(run.output, none))
    return base::fail(base::ErrorKind::kInvalidArgument, run.output + " is no regular file");
  return refuse_existing(run.output, run.force);
}

base::Result<std::string> item_text(const std::string& path) {
  json::Document item;
  STACMLM_CHECK(read_document(path, item));
  if (!item.root().find("type").equals("Feature"))
    return base::fail(base::ErrorKind::kInvalidDocument, path + ": no Item");
  return author::text_to_embed(item);
}

base::Result<void> embed(const EmbedRun& run) {
  STACMLM_CHECK(check_places(run));
  STACMLM_TRY(const std::string text, item_text(run.item));
  STACMLM_TRY(const auto source, artifact::open_source(run.file));
  auto created = AtomicFile::create(run.output);
  if (!created)
    return tl::unexpected(std::move(created).error().during("cannot write " + run.output));
  const auto write = [&](std::string_view bytes) { return created->write(bytes); };
  if (auto done = artifact::embed(*source, text, write); !done) {
    if (done.error().message.starts_with(run.file)) return done;
    return tl::unexpected(std::move(done).error().during(run.file));
  }
  return created->commit();
}

}  // namespace

int run_embed(const EmbedRun& run) {
  const auto done = embed(run);
  if (done) return status::kClean;
  complain(done.error().message, "mlm embed");
  return status::kNotDone;
}

}  // namespace stacmlm::cli

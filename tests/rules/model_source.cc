// SPDX-License-Identifier: Apache-2.0
#include "model_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "model_files/kinds.h"
#include "stacmlm/run/proof.h"
#include "temporary_folder.h"

namespace stacmlm::rules {
namespace {

using model_files::File;
using Files = std::shared_ptr<const std::vector<File>>;

/// One of the files that are made for a kind; the others lie beside it.
class KindSource : public artifact::Source {
 public:
  KindSource(Files files, std::size_t index) : files_(std::move(files)), index_(index) {}

  [[nodiscard]] std::string_view name() const override { return file().path; }
  [[nodiscard]] std::uint64_t size() const override { return file().bytes.size(); }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    if (offset > size() || to.size() > size() - offset)
      return base::fail(base::ErrorKind::kIo, "ends early");
    std::copy_n(file().bytes.begin() + static_cast<std::ptrdiff_t>(offset), to.size(), to.begin());
    return {};
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    const auto found = std::ranges::find(*files_, relative, &File::path);
    if (found == files_->end())
      return base::fail(base::ErrorKind::kNotFound, std::string(relative) + ": not there");
    return std::make_unique<KindSource>(files_, static_cast<std::size_t>(found - files_->begin()));
  }

 private:
  [[nodiscard]] const File& file() const { return (*files_)[index_]; }
  Files files_;
  std::size_t index_;
};

Files files_of(const std::string& kind) {
  static std::map<std::string, Files> made;
  Files& files = made[kind];
  if (files) return files;
  for (const model_files::Kind& known : model_files::all_kinds()) {
    if (known.name != kind) continue;
    std::vector<File> written = known.make();
    for (File& file : written) {
      for (auto hole = file.holes.rbegin(); hole != file.holes.rend(); ++hole)
        file.bytes.insert(hole->at, hole->size, '\0');
    }
    files = std::make_shared<const std::vector<File>>(std::move(written));
  }
  if (!files) std::abort();  // a page or a table names a kind that nobody makes
  return files;
}

}  // namespace

artifact::Opener opener_of(const std::string& kind) {
  return [kind](std::string_view) -> base::Result<artifact::OpenedFile> {
    if (kind == "missing") return base::fail(base::ErrorKind::kNotFound, "no such file");
    if (kind == "elsewhere")
      return base::fail(base::ErrorKind::kUnsupported,
                        "`--allow-network HOST` reads it from there");
    return artifact::OpenedFile{std::make_unique<KindSource>(files_of(kind), 0), false};
  };
}

artifact::Trial trial_of(const std::string& kind) {
  return [kind](const artifact::TrialRequest& request) -> base::Result<artifact::TrialResult> {
    const TemporaryFolder folder;
    const Files files = files_of(kind);
    for (const File& file : *files)
      std::ofstream(folder / file.path, std::ios::binary) << file.bytes;
    artifact::OpenedFile opened;
    STACMLM_TRY(opened.source, artifact::open_source((folder / files->front().path).string()));
    return run::trial_with({.runtime = "evaluator"})(
        {opened, request.file, request.inputs, request.sizes});
  };
}

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
// What is drafted from a file is true of it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model_files/kinds.h"
#include "stacmlm/artifact/checksum.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/author/derive.h"

namespace stacmlm::author {
namespace {

/// A file that is broken or hostile, or holds metadata that nobody can read, contradicts nothing
/// that a draft says.
bool is_about_file(std::string_view code, bool may_run_code) {
  return code == "MLM904" || code == "MLM941" || (may_run_code && code == "MLM908");
}

std::vector<artifact::Comparison> compared(const std::string& item, const model_files::File& file) {
  const auto open = [&](std::string_view /*href*/) -> base::Result<artifact::OpenedFile> {
    return artifact::OpenedFile{.source = artifact::source_of(file.bytes, file.path)};
  };
  return artifact::Verifier().verify(json::Text::copy_of(item), "item.json", open).comparisons;
}

/// The draft of a file, or nothing if its format is not read.
std::string draft_of(const model_files::File& file, const NewItemOptions& options) {
  const auto source = artifact::source_of(file.bytes, file.path);
  const auto model = artifact::inspect(*source);
  const auto checksum = artifact::checksum_of(*source, artifact::kSha256);
  EXPECT_TRUE(model && checksum);
  const artifact::Format* format = artifact::find_format(model->format);
  if (format == nullptr || !format->is_read) return {};
  const ModelFilePlace place{"./" + file.path, "model", source->size(), *checksum};
  const auto item = derive_item(*model, place, {options, {}});
  EXPECT_TRUE(item) << item.error().message;
  return item ? item->text : std::string();
}

std::vector<std::string> contradictions(const std::vector<artifact::Comparison>& comparisons,
                                        bool may_run_code) {
  std::vector<std::string> found;
  for (const artifact::Comparison& one : comparisons) {
    if (one.verdict == artifact::Agreement::kContradicts && !is_about_file(one.code, may_run_code))
      found.push_back(fmt::format("{} {}: {}, {}", one.code, one.field, one.stated, one.found));
  }
  return found;
}

TEST(DeriveVerify, FindsNoContradictionInDraftsOfEveryKind) {
  int drafts = 0;
  for (const model_files::Kind& kind : model_files::all_kinds()) {
    const model_files::File file = kind.make().front();
    if (!file.holes.empty()) continue;
    const std::string item = draft_of(file, {});
    if (item.empty()) continue;
    SCOPED_TRACE(kind.name);
    // A whole module is told as what it is; other kinds run code though their type is data.
    const bool may_run_code =
        !kind.name.starts_with("torch-") || kind.summary.starts_with("hostile");
    EXPECT_EQ(contradictions(compared(item, file), may_run_code), std::vector<std::string>())
        << item;
    ++drafts;
  }
  EXPECT_GT(drafts, 100);
}

TEST(DeriveVerify, AgreesWithAWholeItem) {
  NewItemOptions options;
  options.tasks = {"semantic-segmentation"};
  options.sensor = "sentinel-2-l2a";
  options.bands = {"B02", "B03", "B04", "B08"};
  options.classes = {"water", "forest", "crops", "town", "bare"};
  for (const model_files::Kind& kind : model_files::all_kinds()) {
    if (kind.name != "onnx-unet") continue;
    const model_files::File file = kind.make().front();
    const auto comparisons = compared(draft_of(file, options), file);
    EXPECT_GT(comparisons.size(), 15U);
    for (const artifact::Comparison& one : comparisons) {
      const bool is_fine = one.verdict == artifact::Agreement::kAgrees ||
                           one.verdict == artifact::Agreement::kCompatible;
      EXPECT_TRUE(is_fine) << one.field << ": " << one.reason;
    }
  }
}

}  // namespace
}  // namespace stacmlm::author

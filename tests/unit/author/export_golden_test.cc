// SPDX-License-Identifier: Apache-2.0
// The six examples in every form, with all notes, byte for byte.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <tuple>

#include "documents.h"
#include "parsed.h"
#include "stacmlm/author/export.h"

namespace stacmlm::author {
namespace {

namespace fs = std::filesystem;

std::string notes_of(const Export& done) {
  std::string text;
  for (const ExportNote& note : done.notes) {
    text += fmt::format("{} {}: {}: {}\n", note.is_needed ? "needed" : "left  ", note.pointer,
                        note.what, note.why);
  }
  return text;
}

void expect_content(const fs::path& path, const std::string& content) {
  if (std::getenv("STACMLM_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return;
  }
  ASSERT_TRUE(fs::exists(path)) << path << " is missing, set STACMLM_UPDATE_GOLDEN=1 to write it";
  EXPECT_EQ(content_of(path), content) << path;
}

class ExportGolden : public testing::TestWithParam<std::tuple<std::string_view, std::string_view>> {
};

TEST_P(ExportGolden, IsUnchanged) {
  const auto [name, format] = GetParam();
  const json::Parsed item(example(name));
  const auto done = export_model(item.root(), format);
  ASSERT_TRUE(done.has_value()) << done.error().message;
  const fs::path folder = fs::path(STACMLM_GOLDEN_DIR) / name / format;
  for (const ExportedFile& file : done->files) expect_content(folder / file.path, file.bytes);
  expect_content(folder / "notes.txt", notes_of(*done));
}

INSTANTIATE_TEST_SUITE_P(Examples, ExportGolden,
                         testing::Combine(testing::ValuesIn(kExamples),
                                          testing::Values("triton", "mlflow", "deepness", "emd")),
                         [](const auto& names) {
                           std::string id = fmt::format("{}_{}", std::get<0>(names.param),
                                                        std::get<1>(names.param));
                           for (char& c : id) c = c == '-' ? '_' : c;
                           return id;
                         });

}  // namespace
}  // namespace stacmlm::author

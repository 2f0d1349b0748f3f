// SPDX-License-Identifier: Apache-2.0
// docs/reference/danger.md and the schema of mlm inspect name the kinds of dangers as the code
// does.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "stacmlm/artifact/danger.h"

namespace stacmlm::artifact {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream stream(STACMLM_DOCS_DIR + path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(DangerPage, ItsTableHasEachKindWithItsVerdict) {
  std::vector<std::string> rows;
  const std::string page = text_of("/reference/danger.md");
  const std::size_t table = page.find("| kind | verdict | what |");
  ASSERT_NE(table, std::string::npos);
  std::size_t at = page.find("\n| `", table);
  for (const DangerKind kind : danger_kinds()) {
    ASSERT_NE(at, std::string::npos);
    const std::string row = page.substr(at + 1, page.find('\n', at + 1) - at - 1);
    const std::string begin =
        fmt::format("| `{}` | {} | ", name_of(kind), name_of(verdict_of(kind)));
    EXPECT_TRUE(row.starts_with(begin)) << row << "\nexpected: " << begin;
    at = page.find('\n', at + 1);
  }
  EXPECT_FALSE(page.substr(at).starts_with("\n|")) << "a kind that the code does not know";
}

TEST(DangerPage, TheSchemaHasTheSameKinds) {
  std::string kinds;
  for (const DangerKind kind : danger_kinds())
    kinds += fmt::format("{}\"{}\"", kinds.empty() ? "" : ", ", name_of(kind));
  std::string schema = text_of("/reference/inspect.schema.json");
  std::erase(schema, '\n');
  while (schema.find("  ") != std::string::npos) schema.replace(schema.find("  "), 2, " ");
  EXPECT_NE(schema.find(fmt::format("[ {} ]", kinds)), std::string::npos) << kinds;
}

}  // namespace
}  // namespace stacmlm::artifact

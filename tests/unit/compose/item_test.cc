// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "findings.h"

namespace stacmlm::compose {
namespace {

std::string item_with(const std::string& assets) {
  return R"({"type": "Feature", "stac_version": "1.0.0", "id": "barns", "properties": {}, "assets": {)" +
         assets + "}}";
}
std::string asset(std::string_view key, std::string_view href, std::string_view role,
                  std::string_view type = "text/x-yaml; application=compose") {
  std::string text = "\"" + std::string(key) + R"(": {"href": ")" + std::string(href) +
                     R"(", "roles": [")" + std::string(role) + "\"]";
  if (!type.empty()) text += R"(, "type": ")" + std::string(type) + "\"";
  return text + "}";
}

TEST(ComposeItem, names_its_runtimes) {
  const Checked checked =
      check(item_with(asset("a", "./run.yml", "ml-model:inference-runtime") + ", " +
                      asset("b", "https://example.org/t.yml", "mlm:training-runtime") + ", " +
                      asset("c", "weights.pt", "mlm:model")),
            "models/item.json");
  EXPECT_TRUE(checked.is_item);
  EXPECT_EQ(checked.report.id, "barns");
  ASSERT_EQ(checked.runtimes.size(), 2U);
  EXPECT_EQ(checked.runtimes[0].asset, "a");
  EXPECT_EQ(checked.runtimes[0].file, "models/run.yml");
  EXPECT_FALSE(checked.runtimes[0].is_training);
  EXPECT_EQ(checked.runtimes[1].file, std::nullopt);
  EXPECT_TRUE(checked.runtimes[1].is_training);
  EXPECT_EQ(codes_of(checked), "iMLM737");
}

TEST(ComposeItem, tells_a_wrong_media_type) {
  EXPECT_EQ(codes_in(item_with(asset("a", "r.yml", "ml-model:inference-runtime", "text/yaml"))),
            "wMLM714");
  EXPECT_EQ(codes_in(item_with(asset("a", "r.yml", "ml-model:training-runtime", ""))), "wMLM714");
  EXPECT_EQ(codes_in(item_with(asset("a", "r.yml", "mlm:inference-runtime", ""))), "wMLM714");
}

TEST(ComposeItem, may_have_images_as_runtimes) {
  EXPECT_EQ(codes_in(item_with(asset("a", "ghcr.io/a/b:1", "mlm:inference-runtime",
                                     "application/vnd.oci.image.index.v1+json"))),
            "iMLM738");
  EXPECT_EQ(codes_in(item_with("")), "iMLM738");
}

TEST(ComposeItem, survives_odd_assets) {
  EXPECT_EQ(codes_in(item_with(R"("a": 1, "b": {"roles": 7}, "c": {"roles": [1]})")), "iMLM738");
  const Checked checked =
      check(item_with(R"("a": {"href": 7, "type": 8, "roles": ["ml-model:inference-runtime"]})"),
            "i.json");
  EXPECT_EQ(codes_of(checked), "");
  ASSERT_EQ(checked.runtimes.size(), 1U);
  EXPECT_EQ(checked.runtimes[0].file, std::nullopt);
}

TEST(ComposeItem, has_no_files_beside_stdin) {
  const Checked checked =
      check(item_with(asset("a", "./run.yml", "ml-model:inference-runtime")), "-");
  EXPECT_EQ(checked.runtimes[0].file, std::nullopt);
}

TEST(ComposeItem, is_told_apart_from_a_compose_file) {
  EXPECT_FALSE(check(R"({"services": {}})", "a").is_item);
  EXPECT_EQ(codes_in(R"({"type": "Catalog"})"), "eMLM723 iMLM735");
  EXPECT_EQ(codes_in(R"({"type": "Feature" "id": })"), "eJSON001");
  EXPECT_EQ(codes_in("{services: {}}"), "eMLM723");
  EXPECT_EQ(codes_in(""), "eMLM722");
}

}  // namespace
}  // namespace stacmlm::compose

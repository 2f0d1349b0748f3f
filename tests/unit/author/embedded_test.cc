// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/embedded.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "stacmlm/json/parser.h"

namespace stacmlm::author {
namespace {

/// Size and checksum of one asset are left out of the text that is embedded.
bool is_left_out(std::string_view key, std::string_view members) {
  const std::string text = fmt::format(
      R"({{"type":"Feature","stac_version":"1.1.0","id":"u","stac_extensions":[],"geometry":null,)"
      R"("properties":{{"datetime":null}},"links":[],"assets":{{"{}":{{{},"file:size":1,)"
      R"("file:checksum":"d50101"}}}}}})",
      key, members);
  json::Document item;
  EXPECT_FALSE(json::Parser().parse(json::Text::copy_of(text), item)) << text;
  const auto embedded = text_to_embed(item);
  if (!embedded) {
    ADD_FAILURE() << embedded.error().message;
    return false;
  }
  const bool has_size = embedded->find("file:size") != std::string::npos;
  EXPECT_EQ(has_size, embedded->find("file:checksum") != std::string::npos) << *embedded;
  return !has_size;
}

/// The same that are compared with their files: what is embedded contradicts no file.
TEST(TextToEmbed, SaysNoSizeOfTheFilesOfTheModel) {
  EXPECT_TRUE(is_left_out("a", R"("href":"f.onnx","roles":["mlm:model"])"));
  EXPECT_TRUE(is_left_out("a", R"("href":"f.onnx","roles":["weights"])"));
  EXPECT_TRUE(is_left_out("mlm:model", R"("href":"f.onnx")"));
  EXPECT_TRUE(is_left_out("a/b~c", R"("href":"f.bin","mlm:artifact_type":"onnx")"));
  EXPECT_TRUE(is_left_out("a", R"("href":"f.onnx")"));
  EXPECT_FALSE(is_left_out("a", R"("href":"f.csv","roles":["data"])"));
  EXPECT_FALSE(is_left_out("a", R"("href":"f.py","roles":["code"],"mlm:artifact_type":"onnx")"));
}

}  // namespace
}  // namespace stacmlm::author

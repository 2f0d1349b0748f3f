// SPDX-License-Identifier: Apache-2.0
// Schemas of the user for what is known natively, and what is said where no schema is known.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stacmlm/rules/check.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kMlm16 = "https://stac-extensions.github.io/mlm/v1.6.0/schema.json";
constexpr std::string_view kDatacube =
    "https://stac-extensions.github.io/datacube/v2.2.0/schema.json";

/// Has one schema, which says one thing of every document.
class OneSchema final : public UserSchemas {
 public:
  explicit OneSchema(std::string_view uri) : uri_(uri) {}
  base::Result<std::optional<std::vector<Fault>>> judge(std::string_view uri,
                                                        std::string_view) override {
    if (uri != uri_) return std::nullopt;
    return std::vector<Fault>{{"/id", "said by the user's schema"}};
  }

 private:
  std::string_view uri_;
};

/// The codes found in an Item that declares the extension.
std::vector<std::string> codes(std::string_view extension, Profile profile,
                               std::string_view properties = "",
                               UserSchemas* user_schemas = nullptr) {
  CheckOptions options;
  options.profile = profile;
  options.user_schemas = user_schemas;
  const std::string item =
      R"({"type": "Feature", "stac_version": "1.0.0", "id": "a", "geometry": null, "links": [],
          "assets": {}, "properties": {"datetime": "2020-01-01T00:00:00Z")" +
      std::string(properties) + R"(}, "stac_extensions": [")" + std::string(extension) + "\"]}";
  std::vector<std::string> found;
  for (const auto& finding : Checker(options).check(json::Text::copy_of(item), "a.json").findings) {
    found.emplace_back(finding.code);
  }
  return found;
}

bool has(const std::vector<std::string>& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

TEST(NativeSchemas, AreReplacedByTheUsersInPublishedAlone) {
  for (const std::string_view uri :
       {std::string_view("https://schemas.stacspec.org/v1.0.0/item-spec/json-schema/item.json"),
        kMlm16, kDatacube}) {
    OneSchema schema(uri);
    const std::string_view extension = uri == kMlm16 ? kMlm16 : kDatacube;
    EXPECT_TRUE(has(codes(extension, Profile::kPublished, "", &schema), "MLM610")) << uri;
    EXPECT_FALSE(has(codes(extension, Profile::kDocumented, "", &schema), "MLM610")) << uri;
  }
}

TEST(NativeSchemas, ThatAreNotAtHandAreToldOfInPublished) {
  OneSchema schema(kMlm16);
  EXPECT_TRUE(has(codes(kMlm16, Profile::kPublished), "MLM614"));
  EXPECT_FALSE(has(codes(kMlm16, Profile::kDocumented), "MLM614"));
  EXPECT_FALSE(has(codes(kMlm16, Profile::kPublished, "", &schema), "MLM614"));
  EXPECT_FALSE(has(codes(kDatacube, Profile::kPublished), "MLM614"));
}

/// Has a schema that cannot be used.
class BrokenSchema final : public UserSchemas {
 public:
  base::Result<std::optional<std::vector<Fault>>> judge(std::string_view,
                                                        std::string_view) override {
    return base::fail(base::ErrorKind::kInvalidArgument, "this is no schema");
  }
};

TEST(NativeSchemas, ThatCannotBeUsedAreToldOnce) {
  BrokenSchema schema;
  const auto found =
      codes("https://example.org/own/v1.0.0/schema.json", Profile::kDocumented, "", &schema);
  EXPECT_EQ(std::ranges::count(found, "MLM609"), 1);
}

TEST(NativeSchemas, TellOfProjjsonInSoundDocumentsToo) {
  const std::string_view cube =
      R"(, "cube:dimensions": {"x": {"type": "spatial", "axis": "x", "extent": [0, 1],
           "reference_system": {"type": "GeographicCRS"}}})";
  EXPECT_TRUE(has(codes(kDatacube, Profile::kPublished, cube), "MLM608"));
  for (const std::string_view version : {"v1.0.0", "v1.1.0", "v1.2.0", "v2.0.0"}) {
    const std::string uri =
        "https://stac-extensions.github.io/projection/" + std::string(version) + "/schema.json";
    EXPECT_TRUE(has(codes(uri, Profile::kPublished,
                          R"(, "proj:epsg": null, "proj:projjson": {"type": "GeographicCRS"})"),
                    "MLM608"))
        << version;
  }
}

TEST(NativeSchemas, OfClassification2HaveTheDocumentedFields) {
  const std::string_view uri =
      "https://stac-extensions.github.io/classification/v2.0.0/schema.json";
  const auto with = [&](std::string_view classes) {
    return codes(uri, Profile::kDocumented,
                 ", \"classification:classes\": [" + std::string(classes) + "]");
  };
  const auto sound = with(
      R"({"value": 1, "name": "a", "title": "A", "description": "x", "color_hint": "00aaFF",
          "nodata": false, "percentage": 12.5, "count": 3})");
  for (const std::string_view code : {"MLM601", "MLM602", "MLM604", "MLM605", "MLM609"}) {
    EXPECT_FALSE(has(sound, code)) << code;
  }
  EXPECT_TRUE(has(with(R"({"value": 1, "description": "x"})"), "MLM601"));
  EXPECT_TRUE(has(with(R"({"value": 1, "name": "a", "nodata": "no"})"), "MLM602"));
  EXPECT_TRUE(has(with(R"({"value": 1, "name": "a", "color_hint": "red"})"), "MLM604"));
  EXPECT_TRUE(has(with(R"({"value": 1, "name": "a", "percentage": 101})"), "MLM605"));
}

}  // namespace
}  // namespace stacmlm::rules

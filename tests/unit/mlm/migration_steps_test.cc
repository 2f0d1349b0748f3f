// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "legacy_documents.h"

namespace stacmlm::mlm {
namespace {

using Json = nlohmann::ordered_json;

/// An Item of `version` with one input and one model asset, changed by `change`.
std::string item(Version version, const std::function<void(Json&)>& change) {
  Json item = Json::parse(R"({"type": "Feature", "stac_version": "1.0.0", "stac_extensions": [],
    "id": "i", "geometry": null, "links": [], "properties": {"datetime": "2024-01-01T00:00:00Z",
    "mlm:name": "model", "mlm:architecture": "U-Net", "mlm:tasks": ["regression"], "mlm:input": [
    {"name": "in", "bands": [], "input": {"shape": [-1, 2], "dim_order": ["batch", "channel"],
    "data_type": "float32"}}], "mlm:output": []},
    "assets": {"model": {"href": "model.pt2", "roles": ["mlm:model"]}}})");
  item["stac_extensions"].push_back(uri_of(version));
  change(item);
  return item.dump();
}

Json migrated_item(Version from, Version to, const std::function<void(Json&)>& change) {
  return Json::parse(migrated_to(item(from, change), to));
}

Json& input_of(Json& item) { return item["properties"]["mlm:input"][0]; }

TEST(MigrationSteps, every_uri_leads_to_the_published_one) {
  for (const UriHost host : {UriHost::kCrimCa, UriHost::kStacExtensions, UriHost::kCutHost}) {
    for (const Version from : {Version::kV1_0_0, Version::kV1_3_0}) {
      const std::string text =
          item(from, [&](Json& old) { old["stac_extensions"] = {uri_of(from, host)}; });
      EXPECT_EQ(Json::parse(migrated_to(text, Version::kV1_5_2))["stac_extensions"],
                Json({uri_of(Version::kV1_5_2)}));
      EXPECT_EQ(Json::parse(migrated_to(text, from))["stac_extensions"], Json({uri_of(from)}));
    }
  }
}

TEST(MigrationSteps, frameworks_are_spelt_anew) {
  const auto framework = [](const char* name) {
    return migrated_item(Version::kV1_0_0, Version::kV1_1_0, [&](Json& old) {
      old["properties"]["mlm:framework"] = name;
    })["properties"]["mlm:framework"];
  };
  EXPECT_EQ(framework("Scikit-learn"), "scikit-learn");
  EXPECT_EQ(framework("Huggingface"), "Hugging Face");
  EXPECT_EQ(framework(" .My net-"), "My net");
  EXPECT_EQ(framework("..."), "...");
}

TEST(MigrationSteps, min_max_and_z_score_become_value_scaling) {
  const auto scaling = [](const char* norm_type, const char* statistics) {
    Json item = migrated_item(Version::kV1_3_0, Version::kV1_4_0, [&](Json& old) {
      input_of(old)["norm_type"] = norm_type;
      input_of(old)["statistics"] = Json::parse(statistics);
    });
    EXPECT_FALSE(input_of(item).contains("norm_type"));
    return input_of(item)["value_scaling"];
  };
  EXPECT_EQ(scaling("min-max", R"([{"minimum": 0, "maximum": 9}])"),
            Json::parse(R"([{"type": "min-max", "minimum": 0, "maximum": 9}])"));
  EXPECT_EQ(scaling("z-score", R"([{"mean": 1, "stddev": 2}, {"mean": 3, "stddev": 4}])"),
            Json::parse(R"([{"type": "z-score", "mean": 1, "stddev": 2},
                            {"type": "z-score", "mean": 3, "stddev": 4}])"));
}

TEST(MigrationSteps, a_norm_that_nobody_can_run_is_kept_whole) {
  const std::string text = item(Version::kV1_2_0, [](Json& old) {
    input_of(old)["norm_type"] = "hamming";
    input_of(old)["norm_clip"] = {255.0};
  });
  const auto migration = migrated(text, {});
  ASSERT_TRUE(migration);
  EXPECT_TRUE(migration->needs_person());
  Json item = Json::parse(migration->text);
  EXPECT_EQ(input_of(item)["value_scaling"], Json::parse(R"([{"type": "processing",
    "format": "norm_type", "expression": {"norm_type": "hamming", "norm_clip": [255.0]}}])"));
}

TEST(MigrationSteps, statistics_that_say_more_stay) {
  Json item = migrated_item(Version::kV1_3_0, Version::kV1_5_2, [](Json& old) {
    input_of(old)["norm_type"] = "min-max";
    input_of(old)["statistics"] =
        Json::parse(R"([{"minimum": 0, "maximum": 1, "valid_percent": 99.5}])");
  });
  EXPECT_EQ(input_of(item)["x-statistics"][0]["valid_percent"], 99.5);
}

TEST(MigrationSteps, members_go_to_their_level) {
  Json item = migrated_item(Version::kV1_3_0, Version::kV1_5_2, [](Json& old) {
    old["assets"]["model"]["mlm:hyperparameters"] = {{"rate", 0.1}};
    old["assets"]["model"]["mlm:name"] = "model";
    old["properties"]["mlm:artifact_type"] = "torch.export";
    old["properties"]["mlm:unheard"] = 1;
  });
  EXPECT_EQ(item["properties"]["mlm:hyperparameters"]["rate"], 0.1);
  EXPECT_FALSE(item["assets"]["model"].contains("mlm:name"));
  EXPECT_EQ(item["assets"]["model"]["mlm:artifact_type"], "torch.export.save");
  EXPECT_EQ(item["properties"]["x-mlm:unheard"], 1);
}

TEST(MigrationSteps, the_band_dimension_is_named_if_it_is_clear_which) {
  const auto dimensions = [](const char* dim_order, const char* shape) {
    Json item = migrated_item(Version::kV1_4_0, Version::kV1_5_0, [&](Json& old) {
      input_of(old)["bands"] = {"red", "nir"};
      input_of(old)["input"]["dim_order"] = Json::parse(dim_order);
      input_of(old)["input"]["shape"] = Json::parse(shape);
    });
    return input_of(item)["input"]["dim_order"].dump();
  };
  EXPECT_EQ(dimensions(R"(["batch", "channel", "x"])", "[1, 2, 2]"), R"(["batch","bands","x"])");
  EXPECT_EQ(dimensions(R"(["batch", "spectrum"])", "[1, 2]"), R"(["batch","bands"])");
  EXPECT_EQ(dimensions(R"(["x", "y"])", "[2, 2]"), R"(["x","y"])");
}

TEST(MigrationSteps, bands_of_eo_and_raster_become_those_of_stac) {
  MigrationOptions options;
  options.to_stac_1_1 = true;
  const auto migration = migrated(
      item(Version::kV1_5_2,
           [](Json& old) {
             old["stac_extensions"].push_back(
                 "https://stac-extensions.github.io/eo/v1.1.0/schema.json");
             old["assets"]["model"]["eo:bands"] = Json::parse(
                 R"([{"name": "B04", "common_name": "red", "center_wavelength": 0.665}])");
             old["assets"]["model"]["raster:bands"] =
                 Json::parse(R"([{"name": "B04", "data_type": "uint16", "scale": 0.0001}])");
           }),
      options);
  ASSERT_TRUE(migration);
  const Json item = Json::parse(migration->text);
  EXPECT_EQ(item["stac_version"], "1.1.0");
  EXPECT_EQ(item["stac_extensions"][1], "https://stac-extensions.github.io/eo/v2.0.0/schema.json");
  EXPECT_EQ(item["properties"]["bands"], Json::parse(R"([{"name": "B04", "eo:common_name": "red",
    "eo:center_wavelength": 0.665, "data_type": "uint16", "raster:scale": 0.0001}])"));
  EXPECT_FALSE(item["assets"]["model"].contains("eo:bands"));
}

TEST(MigrationSteps, summaries_become_lists) {
  const std::string text = fmt::format(
      R"({{"type": "Collection", "stac_extensions": ["{}"], "summaries": {{
      "mlm:framework": {{"type": "string", "enum": ["PyTorch"]}}, "mlm:input": {{"a": 1}}}}}})",
      uri_of(Version::kV1_5_2));
  const Json collection = Json::parse(migrated_to(text, Version::kV1_6_0));
  EXPECT_EQ(collection["summaries"]["mlm:framework"], Json({"PyTorch"}));
  EXPECT_TRUE(collection["summaries"].contains("x-mlm:input"));
}

TEST(MigrationSteps, documents_without_models_stay_as_they_are) {
  const std::string text = R"({"type": "Catalog", "id": "c",  "links": []})";
  EXPECT_EQ(migrated_to(text, Version::kV1_5_2), text);
}

TEST(MigrationSteps, members_without_a_version_need_one) {
  const std::string text =
      item(Version::kV1_4_0, [](Json& old) { old["stac_extensions"] = Json::array(); });
  const auto refused = migrated(text, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("--from"), std::string::npos);
  MigrationOptions options;
  options.from = Version::kV1_4_0;
  const auto migration = migrated(text, options);
  ASSERT_TRUE(migration);
  EXPECT_EQ(Json::parse(migration->text)["stac_extensions"], Json({uri_of(Version::kV1_5_2)}));
}

}  // namespace
}  // namespace stacmlm::mlm

// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/new_item.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "parsed.h"
#include "stacmlm/author/format.h"
#include "stacmlm/author/sensor.h"
#include "stacmlm/json/yaml.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::author {
namespace {

constexpr std::string_view kModel = R"(
$schema: https://stac-extensions.github.io/mlm/v1.5.2/schema.json
properties:
  name: Flood U-Net
  architecture: U-Net
  tasks: !!set {semantic-segmentation: null}
  framework: PyTorch
)";

/// All that is needed besides the model.
NewItemOptions whole_options() {
  NewItemOptions options;
  options.datetime = "2020-01-01/2021-12-31";
  options.bbox = "4,50,7,53";
  options.hrefs = {"https://models.example.org/flood.pt2"};
  options.artifact_types = {"torch.export.save"};
  options.bands = {"a", "b"};
  options.input_size = "256";
  options.classes = {"land", "water"};
  return options;
}

ItemResult<NewItem> item_of(std::string_view yaml_text, const NewItemOptions& options) {
  json::YamlDocument yaml;
  const auto fault = json::read_yaml(std::string(yaml_text), yaml);
  EXPECT_FALSE(fault.has_value()) << fault->message;
  return new_item(yaml.root(), options);
}

std::string text_of(std::string_view yaml, const NewItemOptions& options) {
  const auto item = item_of(yaml, options);
  EXPECT_TRUE(item) << item.error().message;
  if (!item) return "{}";
  EXPECT_TRUE(item->missing.empty()) << item->missing.front().option->name;
  return item->text.empty() ? "{}" : item->text;
}

std::string fault_of(const NewItemOptions& options, std::string_view yaml = kModel) {
  const auto item = item_of(yaml, options);
  return item ? "" : item.error().message;
}

std::vector<std::string_view> missing_of(std::string_view yaml, const NewItemOptions& options) {
  std::vector<std::string_view> names;
  const auto item = item_of(yaml, options);
  EXPECT_TRUE(item) << item.error().message;
  for (const MissingOption& missing : item->missing) names.push_back(missing.option->name);
  return names;
}

/// Findings that are no matter of what a few words can tell.
bool is_about_more(const diag::Diagnostic& finding) {
  constexpr std::string_view kMore[] = {"MLM123", "MLM512", "MLM513", "MLM611", "MLM614"};
  return finding.code.starts_with("MLM8") ||
         std::ranges::find(kMore, finding.code) != std::end(kMore);
}

void expect_sound(const std::string& text, std::string_view what) {
  for (const auto profile : {rules::Profile::kPublished, rules::Profile::kDocumented}) {
    rules::CheckOptions options;
    options.profile = profile;
    const auto report = rules::Checker(options).check(json::Text::copy_of(text), "new");
    EXPECT_EQ(report.valid, true) << what;
    for (const diag::Diagnostic& finding : report.findings) {
      EXPECT_TRUE(is_about_more(finding))
          << what << ": " << finding.code << " " << finding.message << " " << finding.pointer;
    }
  }
  const json::Parsed parsed(text);
  EXPECT_EQ(format(parsed.document), text) << what;
}

TEST(NewItem, IsSoundForEverySensorAndVersion) {
  for (const Sensor& sensor : sensors()) {
    for (const char* core : {"1.0.0", "1.1.0"}) {
      for (const char* version : {"1.5.0", "1.5.1", "1.5.2", "1.6.0"}) {
        NewItemOptions options = whole_options();
        options.bands.clear();
        options.sensor = sensor.name;
        options.stac_version = core;
        options.mlm_version = version;
        expect_sound(text_of(kModel, options), fmt::format("{} {}", sensor.name, core));
        options.bands = {std::string(sensor.bands.back().name),
                         std::string(sensor.bands.front().name)};
        options.statistics = *read_statistics("mean,stddev\n1,2\n3,4\n", "f");
        expect_sound(text_of(kModel, options), fmt::format("{} {} two", sensor.name, core));
      }
    }
  }
}

TEST(NewItem, IsSoundForEveryTaskThatClassesTellTheOutputOf) {
  for (const char* task :
       {"classification", "scene-classification", "segmentation", "semantic-segmentation"}) {
    NewItemOptions options = whole_options();
    options.tasks = {task};
    const auto text = text_of(kModel, options);
    EXPECT_NE(text.find("classification:classes"), std::string::npos);
    const json::Parsed parsed(text);
    const json::Value output = parsed.root().find("properties").find("mlm:output").at(0);
    EXPECT_EQ(output.find("result").find("shape").size(),
              std::string_view(task).ends_with("segmentation") ? 4U : 2U);
  }
}

TEST(NewItem, WithoutAnythingNamesWhatIsMissing) {
  const auto item = new_item(json::Value(), {});
  ASSERT_TRUE(item) << item.error().message;
  std::vector<std::string_view> names;
  for (const MissingOption& missing : item->missing) names.push_back(missing.option->name);
  EXPECT_EQ(names,
            (std::vector<std::string_view>{"name", "architecture", "tasks", "bands", "input-size",
                                           "href", "artifact-type", "datetime", "bbox"}));
}

TEST(NewItem, NullSaysNothing) {
  EXPECT_EQ(missing_of("name:\narchitecture:\ntasks:\nbbox:\ngeometry:\nassets:\ndatetime:\n"
                       "input:\noutput:\nartifact_type:\n",
                       {}),
            missing_of("{}", {}));
  const std::string text =
      text_of(std::string(kModel) + "  accelerator:\n  input:\n  output:\n", whole_options());
  const json::Parsed item(text);
  EXPECT_TRUE(item.root().find("properties").find("mlm:accelerator").is_null());
  expect_sound(text, "null");
}

TEST(NewItem, TheNameOfTheFileSuggestsItsType) {
  NewItemOptions options = whole_options();
  options.artifact_types.clear();
  options.hrefs = {"a/b.KERAS?x=1"};
  const auto item = item_of(kModel, options);
  ASSERT_TRUE(item && item->missing.size() == 1U);
  EXPECT_EQ(item->missing[0].suggestion, "tf.keras.Model.save");
}

TEST(NewItem, PropertiesMayHaveTheirPrefixOrNot) {
  const std::string bare = text_of(kModel, whole_options());
  EXPECT_EQ(text_of(R"(
mlm:name: Flood U-Net
mlm:architecture: U-Net
mlm:tasks: [semantic-segmentation]
mlm:framework: PyTorch
)",
                    whole_options()),
            bare);
  EXPECT_EQ(text_of(R"({"name": "Flood U-Net", "architecture": "U-Net",
                        "tasks": ["semantic-segmentation"], "framework": "PyTorch"})",
                    whole_options()),
            bare);
}

TEST(NewItem, OptionsWin) {
  NewItemOptions options = whole_options();
  options.name = "Other net";
  options.tasks = {"classification"};
  options.id = "other";
  const std::string text = text_of(kModel, options);
  const json::Parsed item(text);
  EXPECT_TRUE(item.root().find("id").equals("other"));
  EXPECT_TRUE(item.root().find("properties").find("mlm:name").equals("Other net"));
  EXPECT_TRUE(item.root().find("properties").find("mlm:tasks").at(0).equals("classification"));
}

TEST(NewItem, NothingThatIsGivenIsLost) {
  const std::string text = text_of(std::string(kModel) + R"(
  unknown: {a: [1.50, -0, null], "b\u00e9": "\U0001F600"}
  hyperparameters: {lr: 3.0e-4, nested: {deep: [[1]]}}
  memory_size: 1e3
extra: at the root
links: [{rel: license, href: a.txt}]
)",
                                   whole_options());
  const json::Parsed item(text);
  const json::Value properties = item.root().find("properties");
  EXPECT_EQ(properties.find("unknown").find("a").at(0).raw(), "1.50");
  EXPECT_EQ(properties.find("unknown").find("a").at(1).raw(), "-0");
  EXPECT_TRUE(properties.find("unknown").find("b\u00e9").exists());
  EXPECT_EQ(properties.find("mlm:hyperparameters").find("lr").raw(), "3.0e-4");
  EXPECT_EQ(properties.find("mlm:memory_size").raw(), "1e3");
  EXPECT_TRUE(item.root().find("extra").equals("at the root"));
  EXPECT_EQ(item.root().find("links").size(), 1U);
}

TEST(NewItem, GeometryIsCutAtTheAntimeridian) {
  NewItemOptions options = whole_options();
  options.bbox = "170,-20,-175,-10";
  const std::string text = text_of(kModel, options);
  const json::Parsed item(text);
  EXPECT_TRUE(item.root().find("geometry").find("type").equals("MultiPolygon"));
  expect_sound(text, "antimeridian");
  options.bbox = "4,50,-10,7,53,20";  // with heights
  expect_sound(text_of(kModel, options), "heights");
}

TEST(NewItem, AGivenGeometryHasItsBox) {
  NewItemOptions options = whole_options();
  options.bbox.clear();
  const std::string text = text_of(std::string(kModel) + R"(
geometry: {type: Polygon, coordinates: [[[1, 2], [3, 2], [3, 4.5], [1, 2]]]}
)",
                                   options);
  const json::Parsed item(text);
  EXPECT_EQ(item.root().find("bbox").raw(), "[1, 2, 3, 4.5]");
  EXPECT_EQ(missing_of(std::string(kModel) + "\ngeometry: {type: Point}", options),
            std::vector<std::string_view>{"bbox"});
}

TEST(NewItem, DaysBecomeTimes) {
  NewItemOptions options = whole_options();
  options.datetime.clear();
  const std::string text = text_of(
      std::string(kModel) + "  start_datetime: 2020-02-01\n  end_datetime: 2020-02-29\n", options);
  const json::Parsed item(text);
  const json::Value properties = item.root().find("properties");
  EXPECT_TRUE(properties.find("datetime").is_null());
  EXPECT_TRUE(properties.find("start_datetime").equals("2020-02-01T00:00:00Z"));
  EXPECT_TRUE(properties.find("end_datetime").equals("2020-02-29T23:59:59Z"));
}

TEST(NewItem, WhatCannotBeMeantNamesItsOption) {
  const auto with = [](auto member, auto value) {
    NewItemOptions options = whole_options();
    options.*member = value;
    return fault_of(options);
  };
  using Options = NewItemOptions;
  const std::vector<std::string> twice = {"a", "a"};
  EXPECT_TRUE(with(&Options::bbox, "1,2,3").starts_with("bbox: "));
  EXPECT_TRUE(with(&Options::bbox, "1,2,1,3").starts_with("bbox: "));
  EXPECT_TRUE(with(&Options::bbox, "1e999,2,1,3").starts_with("bbox: "));
  EXPECT_TRUE(with(&Options::bbox, "180,2,-170,3").starts_with("bbox: "));
  EXPECT_TRUE(with(&Options::datetime, "2020-02-30").starts_with("datetime: "));
  EXPECT_TRUE(with(&Options::datetime, "/").starts_with("datetime: "));
  EXPECT_TRUE(with(&Options::sensor, "spot").starts_with("sensor: "));
  EXPECT_TRUE(with(&Options::bands, twice).starts_with("bands: "));
  EXPECT_TRUE(with(&Options::input_size, "x").starts_with("input-size: "));
  EXPECT_TRUE(with(&Options::batch_size, "-2").starts_with("batch-size: "));
  EXPECT_TRUE(with(&Options::data_type, "bool").starts_with("data-type: "));
  EXPECT_TRUE(with(&Options::scaling, "scale:x").starts_with("scaling: "));
  EXPECT_TRUE(with(&Options::artifact_types, twice).starts_with("artifact-type: "));
  EXPECT_TRUE(with(&Options::mlm_version, "1.4.0").starts_with("mlm: "));
  EXPECT_TRUE(with(&Options::stac_version, "1.2.0").starts_with("stac: "));
}

TEST(NewItem, TextsOfOptionsAreUtf8) {
  for (const ItemOption& option : item_options()) {
    NewItemOptions options = whole_options();
    if (option.text != nullptr) {
      options.*option.text = "caf\xe9";
    } else {
      options.*option.list = {"caf\xe9"};
    }
    const auto item = item_of(kModel, options);
    ASSERT_FALSE(item) << option.name;
    EXPECT_EQ(item.error().option, &option);
    EXPECT_NE(item.error().message.find("is not UTF-8 from byte 4 on"), std::string::npos)
        << item.error().message;
  }
}

TEST(NewItem, OptionsForAnInputThatIsGivenAreRefused) {
  NewItemOptions options = whole_options();
  const std::string given = std::string(kModel) + "  input: []\n";
  EXPECT_EQ(fault_of(options, given), "bands: the model has its own `input`");
  options.bands.clear();
  EXPECT_EQ(fault_of(options, given), "input-size: the model has its own `input`");
}

TEST(NewItem, StatisticsScaleGivenInputs) {
  NewItemOptions options = whole_options();
  options.bands.clear();
  options.input_size.clear();
  options.statistics = *read_statistics("band,mean,stddev\nx,1,2\ny,3,4\n", "f");
  const std::string given = std::string(kModel) + R"(
  input:
  - name: i
    bands: [{name: y}, x]
    input: {shape: [-1, 2, 64, 32], dim_order: [batch, bands, height, width], data_type: uint8}
    kept: true
)";
  const std::string text = text_of(given, options);
  const json::Parsed item(text);
  const json::Value properties = item.root().find("properties");
  const json::Value input = properties.find("mlm:input").at(0);
  EXPECT_EQ(input.find("value_scaling").at(0).find("mean").raw(), "3");
  EXPECT_TRUE(input.find("kept").exists());
  // The classes are those of each pixel of the input.
  EXPECT_EQ(properties.find("mlm:output").at(0).find("result").find("shape").raw(),
            "[-1, 2, 64, 32]");
  expect_sound(text, "given");
}

TEST(NewItem, StatisticsKnowBandsThatAreComputed) {
  const std::string given = std::string(kModel) + R"(
  input:
  - name: i
    bands: [B03, {name: ndvi, format: rio-calc, expression: a-b}]
    input: {shape: [-1, 2, 64, 32], dim_order: [batch, bands, height, width], data_type: float32}
)";
  NewItemOptions options = whole_options();
  options.bands.clear();
  options.input_size.clear();
  for (const char* rows : {"band,mean,stddev\nB03,1,2\nndvi,3,4\n", "mean,stddev\n1,2\n3,4\n"}) {
    for (const char* sensor : {"", "sentinel-2-l2a"}) {
      options.sensor = sensor;
      options.statistics = *read_statistics(rows, "f");
      const std::string text = text_of(given, options);
      const json::Parsed item(text);
      const json::Value scaling =
          item.root().find("properties").find("mlm:input").at(0).find("value_scaling");
      EXPECT_EQ(scaling.size(), 2U);
      EXPECT_EQ(scaling.at(1).find("mean").raw(), "3");
      const json::Value bands = item.root().find("assets").find("mlm:model").find("raster:bands");
      ASSERT_EQ(bands.size(), 1U);
      EXPECT_TRUE(bands.at(0).find("name").equals("B03"));
    }
  }
  options.statistics = *read_statistics("band,mean,stddev\nB03,1,2\n", "f");
  EXPECT_EQ(fault_of(options, given), "f:2: nothing is told of band `ndvi`");
}

TEST(NewItem, OptionsFillInWhatGivenInputsLeaveOut) {
  const std::string given = std::string(kModel) + R"(
  input:
  - name: image
    bands: [x, y]
    input: {shape: [-1, 2, 64, 32], dim_order: [batch, bands, height, width], data_type: uint8}
  - name: angle
    input: {shape: [-1, 1], dim_order: [batch, channel], data_type: float32}
)";
  NewItemOptions options = whole_options();
  options.bands.clear();
  options.input_size.clear();
  options.scaling = "scale:255";
  options.resize_type = "crop";
  const std::string text = text_of(given, options);
  const json::Parsed item(text);
  const json::Value inputs = item.root().find("properties").find("mlm:input");
  EXPECT_EQ(inputs.at(0).find("value_scaling").at(0).find("value").raw(), "255");
  EXPECT_TRUE(inputs.at(0).find("resize_type").equals("crop"));
  EXPECT_FALSE(inputs.at(1).find("value_scaling").exists());
  const std::string scaled = given + "    value_scaling: null\n";
  EXPECT_EQ(fault_of(options, scaled), "");
  options.scaling.clear();
  const std::string only =
      std::string(kModel) +
      "  input:\n  - {name: i, resize_type: pad, input: {shape: [1], dim_order: "
      "[batch], data_type: uint8}}\n";
  EXPECT_EQ(fault_of(options, only), "resize-type: the model has its own `input`");
}

TEST(NewItem, AssetsThatAreGivenGetTheBands) {
  NewItemOptions options = whole_options();
  options.hrefs.clear();
  options.artifact_types.clear();
  const std::string text = text_of(std::string(kModel) + R"(
assets:
  weights: {href: a.pt, type: application/zip, roles: [mlm:model, model], mlm:artifact_type: torch.save}
  notes: {href: notes.md}
)",
                                   options);
  const json::Parsed item(text);
  EXPECT_EQ(item.root().find("assets").find("weights").find("raster:bands").size(), 2U);
  EXPECT_FALSE(item.root().find("assets").find("notes").find("raster:bands").exists());
}

TEST(NewItem, NoModelIsRefusedForItsShapeAlone) {
  for (const char* yaml : {"[]", "7", "properties: 7", "assets: []", "name: a\nmlm:name: b"})
    EXPECT_NE(fault_of(whole_options(), yaml), "") << yaml;
  for (const char* yaml : {"tasks: 7", "input: 7", "output: {}", "bbox: 7", "name: [1]",
                           "input: [{bands: [1, {name: 2}, []]}]", "stac_extensions: 7", "links: 7",
                           "geometry: []", "assets: {a: 7, b: {roles: [mlm:model]}}"}) {
    const auto item = item_of(yaml, {});
    static_cast<void>(item);
  }
}

TEST(NewItem, EachOptionHasOneMember) {
  for (const ItemOption& option : item_options()) {
    EXPECT_NE(option.text == nullptr, option.list == nullptr) << option.name;
    EXPECT_EQ(&item_option(option.name), &option);
    EXPECT_FALSE(option.about.empty() || option.form.empty()) << option.name;
    EXPECT_TRUE(option.words == nullptr || !option.words().empty()) << option.name;
  }
}

}  // namespace
}  // namespace stacmlm::author

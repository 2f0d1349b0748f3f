// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/derive.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "documents.h"
#include "model_files/kinds.h"
#include "parsed.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::author {
namespace {

using artifact::Dimension;
using artifact::ModelFile;
using artifact::Tensor;

constexpr std::string_view kChecksum =
    "1220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

ModelFilePlace place() { return {"./unet.safetensors", "unet", 1234, std::string(kChecksum)}; }

std::vector<Dimension> shape_of(std::initializer_list<std::int64_t> sizes) {
  std::vector<Dimension> shape;
  for (const std::int64_t size : sizes) shape.push_back({.size = size, .name = {}});
  return shape;
}

/// A U-Net of four bands and two classes, channels first.
ModelFile unet() {
  ModelFile model;
  model.format = "safetensors";
  model.framework = "PyTorch";
  model.framework_version = "2.4.0";
  model.total_parameters = 2026;
  model.inputs = {{"image", shape_of({-1, 4, 256, 256}), "float32"}};
  model.outputs = {{"logits", shape_of({-1, 2, 256, 256}), "float32"}};
  return model;
}

DeriveOptions options_of(std::vector<std::string> bands = {}) {
  DeriveOptions options;
  options.item.bands = std::move(bands);
  return options;
}

/// All that the U-Net leaves open.
DeriveOptions whole_options() {
  DeriveOptions options = options_of({"B02", "B03", "B04", "B08"});
  options.item.sensor = "sentinel-2-l2a";
  options.item.bbox = "4,50,7,53";
  options.item.datetime = "2020-01-01/2021-12-31";
  options.item.tasks = {"semantic-segmentation"};
  options.item.name = "Flood";
  options.item.architecture = "U-Net";
  options.item.classes = {"land", "water"};
  options.item.scaling = "scale:10000";
  return options;
}

DerivedItem derived(const ModelFile& model, const DeriveOptions& options) {
  auto item = derive_item(model, place(), options);
  EXPECT_TRUE(item) << item.error().message;
  return item ? *item : DerivedItem{"{}", {}};
}

std::string fault_of(const ModelFile& model, const DeriveOptions& options) {
  const auto item = derive_item(model, place(), options);
  return item ? "" : item.error().message;
}

/// JSON on one line: `{"a": [1, 2]}`.
std::string on_one_line(std::string_view json) {
  std::string out;
  bool is_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"' && (i == 0 || json[i - 1] != '\\')) is_text = !is_text;
    if (!is_text && (c == ' ' || c == '\n')) continue;
    out += c;
    if (!is_text && (c == ',' || c == ':')) out += ' ';
  }
  return out;
}

/// The JSON text at a pointer; nothing where nothing stands.
std::string at(const std::string& text, std::string_view pointer) {
  json::Document document;
  const auto fault = json::Parser().parse(json::Text::copy_of(text), document);
  EXPECT_FALSE(fault.has_value());
  const json::Value value = json::resolve(document.root(), pointer);
  return on_one_line(value.exists() ? value.raw() : std::string_view());
}

std::string at(const DerivedItem& item, std::string_view pointer) { return at(item.text, pointer); }

const OpenQuestion* question_at(const DerivedItem& item, std::string_view place) {
  for (const OpenQuestion& question : item.questions) {
    if (std::ranges::find(question.places, place) != question.places.end()) return &question;
  }
  return nullptr;
}

std::string hint_at(const DerivedItem& item, std::string_view place) {
  const OpenQuestion* question = question_at(item, place);
  return question == nullptr ? "no question" : question->suggestion;
}

/// The finding is about a member that a question leaves open, or about its object and names it.
bool is_asked(const diag::Diagnostic& finding, const DerivedItem& item) {
  return std::ranges::any_of(item.questions, [&](const OpenQuestion& question) {
    return std::ranges::any_of(question.places, [&](const std::string& place) {
      const std::string parent = place.substr(0, place.rfind('/'));
      const std::string member = place.substr(place.rfind('/') + 1);
      return finding.pointer == place ||
             (finding.pointer == parent &&
              finding.message.find("`" + member + "`") != std::string::npos);
    });
  });
}

std::vector<std::string> unasked(const DerivedItem& item, rules::Profile profile) {
  rules::CheckOptions options;
  options.profile = profile;
  std::vector<std::string> findings;
  for (const diag::Diagnostic& finding :
       rules::Checker(options).check(json::Text::copy_of(item.text), "item").findings) {
    if (!is_asked(finding, item))
      findings.push_back(fmt::format("{} {}: {}", finding.code, finding.pointer, finding.message));
  }
  return findings;
}

void expect_all_asked(const DerivedItem& item) {
  for (const auto profile : {rules::Profile::kDocumented, rules::Profile::kPublished})
    EXPECT_EQ(unasked(item, profile), std::vector<std::string>()) << item.text;
}

TEST(Derive, DraftsWhatTheFileSays) {
  const DerivedItem item = derived(unet(), {});
  EXPECT_EQ(at(item, "/id"), R"("unet")");
  EXPECT_EQ(at(item, "/geometry"), "null");
  EXPECT_EQ(at(item, "/properties/datetime"), "null");
  EXPECT_EQ(at(item, "/properties/mlm:framework"), R"("PyTorch")");
  EXPECT_EQ(at(item, "/properties/mlm:framework_version"), R"("2.4.0")");
  EXPECT_EQ(at(item, "/properties/mlm:total_parameters"), "2026");
  EXPECT_EQ(at(item, "/properties/mlm:input/0/input"),
            R"({"shape": [-1, 4, 256, 256], "data_type": "float32"})");
  EXPECT_EQ(at(item, "/assets/mlm:model/file:size"), "1234");
  EXPECT_EQ(at(item, "/assets/mlm:model/file:checksum"), fmt::format("\"{}\"", kChecksum));
  EXPECT_EQ(at(item, "/assets/mlm:model/mlm:artifact_type"), R"("safetensors.torch.save_file")");
  EXPECT_EQ(at(item, "/assets/mlm:model/type"), R"("application/octet-stream; framework=pytorch")");
}

TEST(Derive, LeavesOpenWhatItDoesNot) {
  const DerivedItem item = derived(unet(), {});
  for (const std::string_view open :
       {"/properties/mlm:name", "/properties/mlm:architecture", "/properties/mlm:tasks",
        "/properties/mlm:output/0/tasks", "/properties/mlm:input/0/bands",
        "/properties/mlm:input/0/input/dim_order", "/properties/mlm:input/0/value_scaling",
        "/properties/mlm:output/0/result/dim_order"}) {
    EXPECT_EQ(at(item, open), "") << open;
    EXPECT_NE(question_at(item, open), nullptr) << open;
  }
  EXPECT_EQ(hint_at(item, "/properties/mlm:tasks"), "semantic-segmentation");
  EXPECT_EQ(hint_at(item, "/properties/mlm:input/0/input/dim_order"), "batch,bands,height,width");
  expect_all_asked(item);
}

TEST(Derive, SuggestsTheOrderInWhichImagesAreSquare) {
  ModelFile model = unet();
  model.inputs->front().shape = shape_of({-1, 64, 64, 5});
  model.outputs->front().shape = shape_of({-1, 64, 64, 7});
  const DerivedItem item = derived(model, {});
  EXPECT_EQ(hint_at(item, "/properties/mlm:input/0/input/dim_order"), "batch,height,width,bands");
  EXPECT_EQ(hint_at(item, "/properties/mlm:output/0/result/dim_order"),
            "batch,height,width,channel");
}

TEST(Derive, TakesNoOrderOfOtherSizes) {
  ModelFile model = unet();
  json::Document like;
  const auto order_like = [&](std::string_view shape) {
    const std::string text = fmt::format(
        R"({{"type":"Feature","properties":{{"mlm:output":[{{"name":"logits","result":{{"shape":{},)"
        R"("dim_order":["batch","height","width","class"]}}}}]}}}})",
        shape);
    EXPECT_FALSE(json::Parser().parse(json::Text::copy_of(text), like));
    DeriveOptions options;
    options.like = like.root();
    return std::string(at(derived(model, options), "/properties/mlm:output/0/result/dim_order"));
  };
  EXPECT_EQ(order_like("[-1, 64, 64, 7]"), "");
  model.outputs->front().shape = shape_of({-1, 256, 256, 7});
  EXPECT_EQ(order_like("[-1, 64, 64, 7]"), R"(["batch", "height", "width", "class"])");
}

TEST(Derive, AsksForNoOptionThatWasGiven) {
  ModelFile model = unet();
  model.inputs->push_back({"radar", shape_of({-1, 2, 256, 256}), "float32"});
  const std::string_view place = "/properties/mlm:input/1/bands";
  EXPECT_NE(question_at(derived(model, {}), place)->option, nullptr);
  EXPECT_EQ(question_at(derived(model, options_of({"a", "b", "c", "d"})), place)->option, nullptr);
}

TEST(Derive, FindsTheArtifactTypeOfTheFramework) {
  const std::string_view place = "/assets/mlm:model/mlm:artifact_type";
  ModelFile model = unet();
  model.framework = "Flax";
  EXPECT_EQ(at(derived(model, {}), place), R"("safetensors.flax.save_file")");
  model.framework = "";
  EXPECT_EQ(at(derived(model, {}), place), "");
}

TEST(Derive, SuggestsWhatOnlyHintsSay) {
  ModelFile model = unet();
  model.hints.first_channels = 4;
  model.hints.class_names = {"__torch__.nets.UNet", "os.system", "torch.nn.Conv2d"};
  DerivedItem item = derived(model, {});
  EXPECT_EQ(hint_at(item, "/properties/mlm:input/0/bands"), "4 bands");
  EXPECT_EQ(hint_at(item, "/properties/mlm:architecture"), "nets.UNet");
  model.hints.first_channels = 3;
  model.hints.class_names.emplace_back("nets.Other");
  item = derived(model, {});
  EXPECT_EQ(hint_at(item, "/properties/mlm:input/0/bands"), "");
  EXPECT_EQ(hint_at(item, "/properties/mlm:architecture"), "");
}

TEST(Derive, IsWholeWithTheAnswers) {
  const DerivedItem item = derived(unet(), whole_options());
  expect_all_asked(item);
  EXPECT_EQ(at(item, "/properties/mlm:input/0/bands"), R"(["B02", "B03", "B04", "B08"])");
  EXPECT_EQ(at(item, "/properties/mlm:input/0/input/dim_order"),
            R"(["batch", "bands", "height", "width"])");
  EXPECT_EQ(at(item, "/properties/mlm:input/0/value_scaling/0/value"), "10000");
  EXPECT_EQ(at(item, "/properties/mlm:output/0/result/dim_order"),
            R"(["batch", "class", "height", "width"])");
  EXPECT_EQ(at(item, "/properties/mlm:output/0/classification:classes/1/name"), R"("water")");
  EXPECT_EQ(at(item, "/assets/mlm:model/eo:bands/3/common_name"), R"("nir")");
  EXPECT_EQ(item.questions.size(), 2U);  // the accelerator, and what no option tells
  rules::CheckOptions check;
  check.least = diag::Severity::kError;
  EXPECT_TRUE(rules::Checker(check).check(json::Text::copy_of(item.text), "").findings.empty());
}

std::string input_order(std::initializer_list<std::int64_t> sizes, DeriveOptions options,
                        const std::vector<std::string>& names = {}) {
  ModelFile model = unet();
  model.inputs->front().shape = shape_of(sizes);
  for (std::size_t i = 0; i < names.size(); ++i) (*model.inputs->front().shape)[i].name = names[i];
  return at(derived(model, options), "/properties/mlm:input/0/input/dim_order");
}

TEST(Derive, OrdersDimensionsWhereOneOrderIsLeft) {
  const DeriveOptions four = options_of({"a", "b", "c", "d"});
  const std::string first = R"(["batch", "bands", "height", "width"])";
  const std::string last = R"(["batch", "height", "width", "bands"])";
  EXPECT_EQ(input_order({1, 4, 8, 9}, four), first);
  EXPECT_EQ(input_order({-1, 4, -1, -1}, four), first);
  EXPECT_EQ(input_order({-1, -1, 64, 64}, four), first);
  EXPECT_EQ(input_order({-1, 64, 64, 4}, four), last);
  EXPECT_EQ(input_order({-1, -1, -1, 4}, four), last);
  EXPECT_EQ(input_order({-1, 4}, four), R"(["batch", "bands"])");
  EXPECT_EQ(input_order({4, 4, 4, 4}, four), "");
  EXPECT_EQ(input_order({-1, -1, -1, -1}, four), "");
  EXPECT_EQ(input_order({-1, -1, -1, -1}, four, {"n", "c", "height", "width"}), first);
  EXPECT_EQ(input_order({-1, 6, 4, 64, 64}, four), "");
  EXPECT_EQ(input_order({-1, 4, 64, 64}, {}), "");
  DeriveOptions told = four;
  told.item.dim_order = {"batch", "time", "bands", "height", "width"};
  EXPECT_EQ(input_order({-1, 6, 4, 64, 64}, told),
            R"(["batch", "time", "bands", "height", "width"])");
}

TEST(Derive, KnowsTheOrderOfAFormat) {
  ModelFile model = unet();
  model.format = "tflite";
  model.inputs->front().shape = shape_of({1, 4, 4, 4});
  EXPECT_EQ(at(derived(model, options_of({"a", "b", "c", "d"})),
               "/properties/mlm:input/0/input/dim_order"),
            R"(["batch", "height", "width", "bands"])");
  model.metadata = {{"data_format", "channels_first"}};
  EXPECT_EQ(at(derived(model, options_of({"a", "b", "c", "d"})),
               "/properties/mlm:input/0/input/dim_order"),
            R"(["batch", "bands", "height", "width"])");
}

TEST(Derive, RefusesWhatTheFileContradicts) {
  EXPECT_EQ(fault_of(unet(), options_of({"a", "b", "c"})),
            "bands: 3 are told, and no input of the file has a dimension of 3");
  DeriveOptions options = whole_options();
  options.item.classes = {"a", "b", "c"};
  EXPECT_EQ(fault_of(unet(), options), "classes: 3 are told, output `logits` of the file has 2");
  options = {};
  options.item.data_type = "uint8";
  EXPECT_EQ(fault_of(unet(), options), "data-type: input `image` of the file is float32");
  options = {};
  options.item.dim_order = {"batch", "bands"};
  EXPECT_EQ(fault_of(unet(), options), "dim-order: no input of the file has 2 dimensions");
  options = options_of({"a", "b", "c", "d"});
  options.item.dim_order = {"batch", "height", "width", "bands"};
  EXPECT_EQ(
      fault_of(unet(), options),
      "dim-order: dimension `bands` of input `image` of the file is 256, and 4 bands are told");
  options = {};
  options.item.output_dims = {"batch", "class"};
  EXPECT_EQ(fault_of(unet(), options), "output-dims: no output of the file has 2 dimensions");
  options = {};
  options.item.output_shape = {"1", "2"};
  EXPECT_EQ(fault_of(unet(), options), "output-shape: the file has its own");
  options = {};
  options.item.input_size = "256";
  EXPECT_EQ(fault_of(unet(), options), "input-size: the model has its own `input`");
}

TEST(Derive, TakesASensorWhoseBandsAllFit) {
  DeriveOptions options;
  options.item.sensor = "planetscope-4";
  EXPECT_EQ(at(derived(unet(), options), "/properties/mlm:input/0/input/dim_order"),
            R"(["batch", "bands", "height", "width"])");
  options.item.sensor = "sentinel-2-l2a";
  const DerivedItem item = derived(unet(), options);
  EXPECT_EQ(at(item, "/properties/mlm:input/0/bands"), "");
  EXPECT_NE(question_at(item, "/properties/mlm:input/0/bands"), nullptr);
}

TEST(Derive, TakesBandsScalingAndClassesOfAnItemLikeIt) {
  json::Document like;
  ASSERT_FALSE(json::Parser().parse(json::Text::copy_of(example("landcover-unet-s2")), like));
  const json::Value other = like.root().find("properties").find("mlm:input").at(0);
  const std::size_t bands = other.find("bands").size();
  const std::size_t classes =
      like.root().find("properties").find("mlm:output").at(0).find("classification:classes").size();
  ModelFile model = unet();
  model.inputs->front().shape = shape_of({-1, static_cast<std::int64_t>(bands), 128, 128});
  model.outputs->front().shape = shape_of({-1, static_cast<std::int64_t>(classes), 128, 128});
  DeriveOptions options;
  options.item.stac_version.clear();
  options.like = like.root();
  const DerivedItem item = derived(model, options);
  EXPECT_EQ(at(item, "/properties/mlm:input/0/bands"),
            at(std::string(like.text()), "/properties/mlm:input/0/bands"));
  EXPECT_EQ(at(item, "/properties/mlm:input/0/value_scaling"),
            at(std::string(like.text()), "/properties/mlm:input/0/value_scaling"));
  EXPECT_NE(at(item, "/properties/mlm:output/0/classification:classes"), "");
  EXPECT_EQ(at(item, "/properties/mlm:input/0/input/shape"),
            fmt::format("[-1, {}, 128, 128]", bands));
  EXPECT_EQ(at(item, "/properties/mlm:name"), "");
  expect_all_asked(item);
  // With other bands its scaling says nothing.
  model.inputs->front().shape = shape_of({-1, static_cast<std::int64_t>(bands + 1), 128, 128});
  EXPECT_EQ(at(derived(model, options), "/properties/mlm:input/0/value_scaling"), "");
}

TEST(Derive, DescribesClassesOfTheFile) {
  ModelFile model = unet();
  model.classes = {"open water", "land"};
  const DerivedItem item = derived(model, {});
  EXPECT_EQ(at(item, "/properties/mlm:output/0/classification:classes/0"),
            R"({"value": 0, "description": "open water", "name": "open water"})");
  expect_all_asked(item);
}

TEST(Derive, TakesAnEmbeddedItem) {
  ModelFile model = unet();
  const DerivedItem whole = derived(model, whole_options());
  model.embedded_item = whole.text;
  ModelFilePlace moved{"./moved.safetensors", "moved", 99, std::string(kChecksum)};
  auto item = derive_item(model, moved, {});
  ASSERT_TRUE(item) << item.error().message;
  EXPECT_EQ(at(*item, "/id"), R"("flood")");
  EXPECT_EQ(at(*item, "/properties/mlm:input"), at(whole, "/properties/mlm:input"));
  EXPECT_EQ(at(*item, "/geometry"), at(whole, "/geometry"));
  EXPECT_EQ(at(*item, "/assets/mlm:model/href"), R"("./moved.safetensors")");
  EXPECT_EQ(at(*item, "/assets/mlm:model/file:size"), "99");
  EXPECT_EQ(at(*item, "/assets/mlm:model/eo:bands"), at(whole, "/assets/mlm:model/eo:bands"));
  EXPECT_EQ(item->questions.size(), 2U);
}

/// Of several model assets the file is that of its format, whatever its new name.
TEST(Derive, FindsItsAssetInAnEmbeddedItem) {
  ModelFile model = unet();
  model.embedded_item = R"({"type": "Feature", "id": "two", "properties": {}, "geometry": null,
    "links": [{"rel": "self", "href": "https://example.org/two.json"},
              {"rel": "root", "href": "../catalog.json"},
              {"rel": "license", "href": "https://example.org/license"}],
    "assets": {
      "a": {"href": "./old.onnx", "roles": ["mlm:model"], "mlm:artifact_type": "onnx"},
      "b": {"href": "./old.safetensors", "roles": ["mlm:model"],
            "mlm:artifact_type": "safetensors.torch.save_file"},
      "c": {"href": "/data/readme.md", "roles": ["metadata"]}}})";
  const DerivedItem item = derived(model, {});
  EXPECT_EQ(at(item, "/assets/b/href"), R"("./unet.safetensors")");
  EXPECT_EQ(at(item, "/assets/b/file:size"), "1234");
  EXPECT_EQ(at(item, "/assets/a/href"), R"("./old.onnx")");
  EXPECT_EQ(at(item, "/assets/mlm:model"), "");
  EXPECT_EQ(at(item, "/links/0/rel"), R"("root")");
  EXPECT_EQ(at(item, "/links/1/rel"), R"("license")");
  EXPECT_EQ(at(item, "/links/2"), "");
  const OpenQuestion* moved = question_at(item, "/assets/a/href");
  ASSERT_NE(moved, nullptr);
  EXPECT_EQ(moved->about, "where `../catalog.json`, `./old.onnx` of the embedded Item lie");
  EXPECT_EQ(moved->places, (std::vector<std::string>{"/links/0/href", "/assets/a/href"}));
}

TEST(Derive, TakesEmbeddedPropertiesInYaml) {
  ModelFile model = unet();
  model.embedded_item =
      "properties:\n  name: Flood U-Net\n  architecture: U-Net\n"
      "  tasks: !!set {semantic-segmentation: null}\n";
  const DerivedItem item = derived(model, {});
  EXPECT_EQ(at(item, "/id"), R"("flood-u-net")");
  EXPECT_EQ(at(item, "/properties/mlm:name"), R"("Flood U-Net")");
  EXPECT_EQ(at(item, "/properties/mlm:total_parameters"), "2026");
  EXPECT_EQ(at(item, "/properties/mlm:output/0/tasks"), R"(["semantic-segmentation"])");
  EXPECT_EQ(question_at(item, "/properties/mlm:tasks"), nullptr);
  model.embedded_item = "a: [";
  EXPECT_TRUE(derived(model, {}).questions.front().about.starts_with("metadata in the file"));
  model.embedded_item = R"({"properties": 7})";
  EXPECT_EQ(derived(model, {}).questions.front().about,
            "metadata in the file: not read, `properties` is no object");
}

TEST(Derive, BuildsFromOptionsWhatTheFormatDoesNotSay) {
  ModelFile model = unet();
  model.inputs.reset();
  model.outputs.reset();
  const DerivedItem open = derived(model, {});
  EXPECT_EQ(at(open, "/properties/mlm:input"), "");
  expect_all_asked(open);
  DeriveOptions options = whole_options();
  options.item.input_size = "256";
  const DerivedItem item = derived(model, options);
  EXPECT_EQ(at(item, "/properties/mlm:input/0/input/shape"), "[-1, 4, 256, 256]");
  expect_all_asked(item);
}

TEST(Derive, TakesLabelsOfAFileThatStatesNoOutputs) {
  ModelFile model = unet();
  model.inputs.reset();
  model.outputs.reset();
  model.classes = {"water", "forest"};
  DeriveOptions options;
  options.item.tasks = {"classification"};
  const DerivedItem item = derived(model, options);
  const std::string classes = "/properties/mlm:output/0/classification:classes";
  EXPECT_EQ(at(item, classes + "/1/name"), R"("forest")");
  EXPECT_EQ(question_at(item, classes), nullptr);
  options.item.classes = {"dry", "wet", "ice"};
  EXPECT_EQ(at(derived(model, options), classes + "/2/name"), R"("ice")");
  options.item.classes.clear();
  // Numbers are no names, and a regression has no classes.
  model.classes = {"0", "1"};
  EXPECT_EQ(at(derived(model, options), "/properties/mlm:output"), "");
  model.classes = {"water", "forest"};
  options.item.tasks = {"regression"};
  EXPECT_EQ(at(derived(model, options), classes), "");
}

TEST(Derive, TakesShapesOfOptionsWhereTheFileHasNone) {
  ModelFile model = unet();
  model.inputs->front() = {"x", std::nullopt, ""};
  model.outputs->front() = {"", std::nullopt, ""};
  const DerivedItem open = derived(model, {});
  EXPECT_NE(question_at(open, "/properties/mlm:input/0/input/shape"), nullptr);
  EXPECT_NE(question_at(open, "/properties/mlm:output/0/result/shape"), nullptr);
  EXPECT_EQ(at(open, "/properties/mlm:output/0/name"), R"("output_0")");
  expect_all_asked(open);
  DeriveOptions options = whole_options();
  options.item.input_size = "128x64";
  options.item.output_shape = {"any", "2", "128", "64"};
  const DerivedItem item = derived(model, options);
  EXPECT_EQ(at(item, "/properties/mlm:input/0/input/shape"), "[-1, 4, 128, 64]");
  EXPECT_EQ(at(item, "/properties/mlm:output/0/result/shape"), "[-1, 2, 128, 64]");
  expect_all_asked(item);
}

TEST(Derive, StatesNothingOfAFileThatIsNotReadToItsEnd) {
  ModelFile model = unet();
  model.fault = "the graph is cut off";
  const DerivedItem item = derived(model, {});
  EXPECT_EQ(at(item, "/properties"), R"({"datetime": null})");
  EXPECT_EQ(at(item, "/assets/mlm:model/file:size"), "1234");
  expect_all_asked(item);
}

TEST(Derive, MakesJsonOfHostileNames) {
  ModelFile model = unet();
  model.framework = "\x1b[31m\xff\"";
  model.inputs->assign(
      3000, {"\xc3(\n\x01\"\\" + std::string(5000, 'x'), shape_of({-1, 4, 256, 256}), "no type\""});
  model.outputs->assign(2, {"\xed\xa0\x80", shape_of({}), ""});
  model.classes.assign(70'000, "\xf0\x28\x8c\x28");
  const DerivedItem item = derived(model, {});
  EXPECT_EQ(at(item, "/properties/mlm:input/999/input/shape"), "[-1, 4, 256, 256]");
  EXPECT_EQ(at(item, "/properties/mlm:input/1000"), "");
  EXPECT_NE(std::ranges::find(item.questions, "2000 more inputs of the file", &OpenQuestion::about),
            item.questions.end());
  EXPECT_LT(item.questions.size(), 20U);
}

/// Every file that can be made and is read: the draft is JSON, and validate finds what is asked.
TEST(Derive, AsksForAllThatIsFoundInDraftsOfEveryKind) {
  int drafts = 0;
  for (const model_files::Kind& kind : model_files::all_kinds()) {
    const model_files::File file = kind.make().front();
    if (!file.holes.empty()) continue;
    const auto source = artifact::source_of(file.bytes, file.path);
    const auto model = artifact::inspect(*source);
    ASSERT_TRUE(model) << kind.name;
    const artifact::Format* format = artifact::find_format(model->format);
    if (format == nullptr || !format->is_read) continue;
    SCOPED_TRACE(kind.name);
    const DerivedItem item = derived(*model, {});
    expect_all_asked(item);
    ++drafts;
  }
  EXPECT_GT(drafts, 20);
}

}  // namespace
}  // namespace stacmlm::author

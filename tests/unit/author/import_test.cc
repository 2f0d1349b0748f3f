// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/import.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "author/import/proto_number.h"
#include "author/import/proto_reader.h"
#include "author/peers/coverage.h"
#include "parsed.h"

namespace stacmlm::author {
namespace {

using json::Parsed;

std::string proto(std::string_view text) {
  const auto json = proto_to_json(text, {});
  return json ? *json : json.error().message;
}

/// The properties that come out.
std::string properties(std::string_view text, std::string_view format) {
  const auto done = import_model(text, format);
  if (!done) return done.error().message;
  const Parsed parsed(done->model);
  std::string line;
  for (const char c : parsed.root().find("properties").raw()) {
    const bool is_blank = c == '\n' || (c == ' ' && line.ends_with(' '));
    if (!is_blank) line += c;
  }
  return line;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool has_note(const Import& done, ImportNote::Kind kind, std::string_view place) {
  return std::ranges::any_of(
      done.notes, [&](const ImportNote& note) { return note.kind == kind && note.place == place; });
}

TEST(ProtoReader, ReadsWhatTheTextFormatHas) {
  EXPECT_EQ(proto(""), "{}");
  EXPECT_EQ(proto("a: 1 # comment\nb: \"x\" 'y'; c { d: WORD } c < e: [1, 2], f: [] >"),
            R"({"a": [1], "b": ["xy"], "c": [{"d": ["WORD"]}, {"e": [1, 2]}]})");
  EXPECT_EQ(proto("m [ { a: 1 }, { a: 2 } ]"), R"({"m": [{"a": [1]}, {"a": [2]}]})");
  EXPECT_EQ(proto(R"(s: "\n\"\\\101\x42\t")"), R"({"s": ["\n\"\\AB\t"]})");
  EXPECT_EQ(proto("a: 1 a: 2"), R"({"a": [1, 2]})");
  EXPECT_EQ(proto("x: inf y: -inf"), R"({"x": ["inf"], "y": ["-inf"]})");
}

TEST(ProtoReader, PlacesFaults) {
  EXPECT_EQ(proto("a: 1\n b: }"), "2:5: a value is expected");
  EXPECT_EQ(proto("a 1"), "1:3: a colon or a message is expected");
  EXPECT_EQ(proto("a: \"x\nb\""), "1:4: a string without an end");
  EXPECT_EQ(proto("a {"), "1:4: the name of a field is expected");
  EXPECT_EQ(proto("a: [1 2]"), "1:7: a comma or `]` is expected");
  EXPECT_EQ(proto("a: \"\\q\""), "1:5: an escape that is not read");
  EXPECT_EQ(proto("a: 1e999"), "1:4: not a number that is read");
  EXPECT_EQ(proto("[a.b/c]: 1"), "1:1: the name of a field is expected");
  EXPECT_EQ(proto("a: \xff"), "1:4: a character that does not belong here");
}

TEST(ProtoReader, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(proto("a: \"b\"\nname: \"\\377x\""), "2:7: a string that is not UTF-8");
  EXPECT_EQ(proto("name: \"\xff\""), "1:7: a string that is not UTF-8");
  EXPECT_EQ(proto(R"(name: "\303" "\251")"), "{\"name\": [\"\u00e9\"]}");
}

TEST(ProtoReader, HasLimits) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "a{";
  EXPECT_TRUE(holds(proto(deep), "deeper than is read"));
  ImportLimits limits;
  limits.values = 3;
  EXPECT_EQ(proto_to_json("a: [1, 2, 3]", limits).value(), R"({"a": [1, 2, 3]})");
  EXPECT_EQ(proto_to_json("a: [1, 2, 3, 4]", limits).error().message,
            "1:14: more values than are read");
  limits.bytes = 10;
  EXPECT_EQ(import_model("name: \"too long\"", "triton", {}, limits).error().message,
            "larger than 10 bytes");
}

TEST(ProtoNumber, BecomesJson) {
  EXPECT_EQ(proto_number("0x1F").value(), "31");
  EXPECT_EQ(proto_number("017").value(), "15");
  EXPECT_EQ(proto_number("-9223372036854775808").value(), "-9223372036854775808");
  EXPECT_EQ(proto_number("1.50f").value(), "1.5");
  EXPECT_EQ(proto_number(".5").value(), "0.5");
  EXPECT_EQ(proto_number("-0").value(), "0");
  EXPECT_EQ(proto_number("1e2").value(), "100");
  for (const std::string_view none : {"-", "--1", "08", "0x", "1e999", "1a", ".", "f", "1.2.3"})
    EXPECT_FALSE(proto_number(none).has_value()) << none;
}

TEST(Import, GuessesTheFormat) {
  EXPECT_EQ(guess_format("platform: \"onnxruntime_onnx\""), "triton");
  EXPECT_EQ(guess_format(R"({"Framework": "PyTorch", "ModelType": "ObjectDetection"})"), "emd");
  EXPECT_EQ(guess_format(R"({"model_type": "\"Segmentor\""})"), "deepness");
  EXPECT_EQ(guess_format("flavors: {}\nsignature: {}"), "mlflow");
  EXPECT_EQ(guess_format("---\nlicense: mit\n---\n# A"), "huggingface");
  for (const std::string_view none :
       {"", "{}", "[]", "---\n", "hello", "a: 1", "\xff\xfe", "{\"a\": "})
    EXPECT_EQ(guess_format(none), "") << none;
}

TEST(Import, GuessesByTheNameWhatCannotBeRead) {
  EXPECT_EQ(guess_format("input {", "a/config.pbtxt"), "triton");
  EXPECT_EQ(guess_format("flavors: [", "MLmodel"), "mlflow");
  EXPECT_EQ(guess_format("{", "a.emd"), "emd");
  EXPECT_EQ(guess_format("---\nlicense: [\n---\n", "README.md"), "huggingface");
  EXPECT_EQ(guess_format("{", "a.json"), "");
  EXPECT_EQ(guess_format(R"({"model_type": "\"Segmentor\""})", "a.md"), "deepness");
}

TEST(Import, FaultsOfATextHaveAPlace) {
  for (const ImportFormat& format : import_formats()) {
    for (const std::string_view text : {"", "[]", "{", "---\na: [\n---\n", "\xff", "7", "a: {b"}) {
      const auto done = import_model(text, format.name);
      if (done) continue;
      EXPECT_EQ(done.error().kind, base::ErrorKind::kInvalidDocument) << done.error().message;
      EXPECT_TRUE(std::regex_search(done.error().message, std::regex("^[0-9]+:[0-9]+: .")))
          << format.name << ": " << done.error().message;
    }
  }
}

TEST(Import, RefusesOtherTexts) {
  EXPECT_EQ(import_model("{}", "bla").error().message, "no format `bla`");
  EXPECT_EQ(import_model("[]", "emd").error().message, "1:1: not an object");
  EXPECT_EQ(import_model("{\n]", "emd").error().message.substr(0, 4), "2:1:");
  EXPECT_EQ(import_model("# no", "huggingface").error().message,
            "1:1: no front matter: YAML between two lines of `---`");
  EXPECT_EQ(import_model("---\na: [\n---\n", "huggingface").error().kind,
            base::ErrorKind::kInvalidDocument);
}

TEST(Import, RefusesAnHrefThatIsNotUtf8) {
  const auto done = import_model("platform: 'onnxruntime_onnx'", "triton", {"caf\xe9"});
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().kind, base::ErrorKind::kInvalidArgument);
}

TEST(Import, ReportsHaveRoomForSoManyNotes) {
  std::string text = "platform: 'onnxruntime_onnx'";
  for (std::size_t i = 0; i < 2 * kMostNotes; ++i) text += " x" + std::to_string(i) + ": 1";
  const auto done = import_model(text, "triton");
  ASSERT_EQ(done->notes.size(), kMostNotes + 1);
  EXPECT_EQ(done->notes.back().why, why_unlisted());
}

TEST(Import, PutsTheFileOnAnAsset) {
  const auto done = import_model("platform: 'onnxruntime_onnx'", "triton", {"https://a/b.onnx"});
  const Parsed parsed(done->model);
  const json::Value asset = parsed.root().find("assets").find("mlm:model");
  EXPECT_TRUE(asset.find("href").equals("https://a/b.onnx"));
  EXPECT_TRUE(asset.find("mlm:artifact_type").equals("onnx"));
  EXPECT_FALSE(parsed.root().find("properties").find("mlm:artifact_type").exists());
}

TEST(TritonImport, NamesWhatItCan) {
  const std::string text = properties(
      "max_batch_size: 0 input { name: 'x' data_type: TYPE_FP16 dims: [-1, 3] } "
      "instance_group [ { count: 2 kind: KIND_GPU } ]",
      "triton");
  EXPECT_TRUE(holds(text, R"("shape": [-1, 3])")) << text;
  EXPECT_TRUE(holds(text, R"("dim_order": ["dim-a", "dim-b"])")) << text;
  EXPECT_TRUE(holds(text, R"("data_type": "float16")")) << text;
  EXPECT_TRUE(holds(text, R"("mlm:accelerator": "cuda", "mlm:accelerator_constrained": true)"))
      << text;
}

TEST(TritonImport, TellsNothingOfAReshapeThatItFollows) {
  const std::string text =
      "max_batch_size: 4 output { name: 'x' dims: [1] reshape: { shape: [ ] } }";
  EXPECT_TRUE(holds(properties(text, "triton"), R"("shape": [-1],)")) << properties(text, "triton");
  const auto done = import_model(text, "triton");
  EXPECT_FALSE(std::ranges::any_of(done->notes, [](const ImportNote& note) {
    return note.kind == ImportNote::Kind::kNotUnderstood;
  }));
}

TEST(TritonImport, DropsNothingInSilence) {
  const auto done = import_model(
      "name: 'model' input { name: 'x' dims: [0] } dynamic_batching { }"
      " version_policy { latest { num_versions: 2 } } backend: 'python'",
      "triton");
  EXPECT_TRUE(has_note(*done, ImportNote::Kind::kNotUnderstood, "/input/0/dims"));
  EXPECT_TRUE(has_note(*done, ImportNote::Kind::kNotUnderstood, "/version_policy"));
  EXPECT_TRUE(has_note(*done, ImportNote::Kind::kNotUnderstood, "/backend"));
  EXPECT_TRUE(has_note(*done, ImportNote::Kind::kToFillIn, "/properties/mlm:output"));
}

TEST(MlflowImport, ReadsFlavorsAndSignature) {
  const std::string text = properties(
      "flavors:\n  onnx:\n    data: m.onnx\n    onnx_version: 1.16.2\n"
      "signature:\n  inputs: '[{\"type\": \"tensor\", \"name\": \"x\", \"tensor-spec\": "
      "{\"dtype\": \"uint8\", \"shape\": [-1, 3]}}]'\n  outputs: '[{\"type\": \"double\"}]'\n",
      "mlflow");
  EXPECT_TRUE(holds(text, R"("mlm:framework": "ONNX", "mlm:framework_version": "1.16.2")")) << text;
  EXPECT_TRUE(holds(text, R"("shape": [-1, 3], "dim_order": ["dim-a", "dim-b"])")) << text;
  EXPECT_TRUE(holds(text, R"("data_type": "uint8")")) << text;
  EXPECT_FALSE(holds(text, "mlm:output")) << text;
}

/// An MLmodel with this metadata, and an input x of three unsigned bytes.
std::string ml_model(std::string_view metadata) {
  return "flavors: {}\nmetadata:\n  mlm: '" + std::string(metadata) +
         "'\nsignature:\n  inputs: '[{\"type\": \"tensor\", \"name\": \"x\", \"tensor-spec\": "
         "{\"dtype\": \"uint8\", \"shape\": [-1, 3]}}]'\n";
}

TEST(MlflowImport, MetadataDropsNothingInSilence) {
  const std::string text = ml_model(R"({"mlm:name": "abc", "custom": 5})");
  const auto done = import_model(text, "mlflow");
  EXPECT_TRUE(has_note(*done, ImportNote::Kind::kNotUnderstood, "/metadata/mlm/custom"));
  EXPECT_TRUE(
      has_note(*done, ImportNote::Kind::kToFillIn, "/properties/mlm:input/0/input/dim_order"));
  const std::string model = properties(text, "mlflow");
  EXPECT_TRUE(holds(model, R"("dim_order": ["dim-a", "dim-b"])")) << model;
}

TEST(MlflowImport, TakesEachSideFromWhereItStands) {
  const std::string text = ml_model(R"({"mlm:output": [{"name": "kept"}]})");
  const auto done = import_model(text, "mlflow");
  EXPECT_TRUE(
      has_note(*done, ImportNote::Kind::kToFillIn, "/properties/mlm:input/0/input/dim_order"));
  EXPECT_FALSE(has_note(*done, ImportNote::Kind::kNotUnderstood, "/signature/inputs"));
  const std::string model = properties(text, "mlflow");
  EXPECT_TRUE(holds(model, R"("name": "kept")")) << model;
  EXPECT_TRUE(holds(model, R"("dim_order": ["dim-a", "dim-b"])")) << model;
}

TEST(MlflowImport, TellsWhereSignatureAndMetadataDiffer) {
  const auto noted = [](std::string_view input) {
    const auto done =
        import_model(ml_model(R"({"mlm:input": [)" + std::string(input) + "]}"), "mlflow");
    return has_note(*done, ImportNote::Kind::kNotUnderstood, "/signature/inputs");
  };
  EXPECT_FALSE(noted(R"({"name": "x", "input": {"shape": [-1, 3], "data_type": "uint8"}})"));
  EXPECT_TRUE(noted(R"({"name": "y", "input": {"shape": [-1, 3], "data_type": "uint8"}})"));
  EXPECT_TRUE(noted(R"({"name": "x", "input": {"shape": [-1, 4], "data_type": "uint8"}})"));
  EXPECT_TRUE(noted(R"({"name": "x", "input": {"shape": [3], "data_type": "uint8"}})"));
  EXPECT_TRUE(noted(R"({"name": "x", "input": {"shape": [-1, 3], "data_type": "int8"}})"));
  EXPECT_TRUE(noted(""));
}

TEST(DeepnessImport, ReadsJsonAndPython) {
  const std::string text = properties(
      R"({"model_type": "\"segmentor\"", "names": "{0: 'field', 1: 'l\\'eau'}", "tile_size": "512",
          "standardization_mean": "[0, 0.5]", "standardization_std": "[1, 0.25]", "resolution": "10"})",
      "deepness");
  EXPECT_TRUE(holds(text, R"("mlm:tasks": ["semantic-segmentation"])")) << text;
  EXPECT_TRUE(holds(text, R"("shape": [-1, 2, 512, 512])")) << text;
  EXPECT_TRUE(holds(text, R"({"type": "scale", "value": 255},)")) << text;
  EXPECT_TRUE(holds(text, R"({"type": "z-score", "mean": 127.5, "stddev": 63.75})")) << text;
  EXPECT_TRUE(holds(text, R"("gsd": 0.1)")) << text;
}

TEST(DeepnessImport, FillsInNoStandardizationInSilence) {
  using Kind = ImportNote::Kind;
  constexpr std::string_view kScaling = "/properties/mlm:input/0/value_scaling";
  const auto read = [](std::string_view lists) {
    return import_model(R"({"model_type": "\"Segmentor\"", )" + std::string(lists) + "}",
                        "deepness");
  };
  const auto unequal =
      read(R"("standardization_mean": "[0, 0.5, 1]", "standardization_std": "[1, 0.25]")");
  EXPECT_TRUE(has_note(*unequal, Kind::kToFillIn, kScaling));
  EXPECT_TRUE(has_note(*unequal, Kind::kNotUnderstood, "/standardization_mean"));
  EXPECT_TRUE(has_note(*unequal, Kind::kNotUnderstood, "/standardization_std"));
  EXPECT_FALSE(holds(unequal->model, "value_scaling"));
  const auto by_zero = read(R"("standardization_mean": "[0, 1]", "standardization_std": "[1, 0]")");
  EXPECT_TRUE(has_note(*by_zero, Kind::kToFillIn, kScaling));
  EXPECT_TRUE(has_note(*by_zero, Kind::kNotUnderstood, "/standardization_std"));
  EXPECT_FALSE(holds(by_zero->model, "value_scaling"));
  for (const char* one :
       {R"("standardization_mean": "[0, 1]")", R"("standardization_std": "[2, 1]")"}) {
    const auto alone = read(one);
    EXPECT_TRUE(has_note(*alone, Kind::kAssumed, kScaling)) << one;
    EXPECT_TRUE(holds(alone->model, "value_scaling")) << one;
  }
}

TEST(DeepnessImport, TakesNoNumberForWhatItIsNot) {
  const auto done = import_model(
      R"({"model_type": "1", "tiles_size": "\"big\"", "standardization_mean": "[1e308]",
          "resolution": "-1", "class_names": "{\"x\": \"y\"}", "det_conf": "{}"})",
      "deepness");
  for (const std::string_view place : {"/model_type", "/tiles_size", "/standardization_mean",
                                       "/resolution", "/class_names", "/det_conf"})
    EXPECT_TRUE(has_note(*done, ImportNote::Kind::kNotUnderstood, place)) << place;
}

TEST(EmdImport, TellsNumbersOfBandsFromNames) {
  const std::string names =
      properties(R"({"ExtractBands": ["red", "nir"], "ImageHeight": 4})", "emd");
  EXPECT_TRUE(holds(names, R"("bands": ["red", "nir"])")) << names;
  EXPECT_TRUE(holds(names, R"("shape": [-1, 2, 4, -1])")) << names;
  const auto numbers = import_model(R"({"ExtractBands": [0, 1, 2]})", "emd");
  EXPECT_TRUE(has_note(*numbers, ImportNote::Kind::kNotUnderstood, "/ExtractBands"));
  EXPECT_TRUE(has_note(*numbers, ImportNote::Kind::kToFillIn, "/properties/mlm:input/0/bands"));
}

TEST(HuggingFaceImport, NotesLicencesThatSayLessThanSpdx) {
  const auto licensed = [](std::string_view word) {
    return import_model("---\nlicense: " + std::string(word) + "\n---\n", "huggingface");
  };
  for (const char* wide : {"gpl-2.0", "gpl-3.0", "lgpl-3.0", "agpl-3.0"})
    EXPECT_TRUE(has_note(*licensed(wide), ImportNote::Kind::kAssumed, "/properties/license"))
        << wide;
  EXPECT_FALSE(has_note(*licensed("mit"), ImportNote::Kind::kAssumed, "/properties/license"));
}

TEST(HuggingFaceImport, ReadsTheFrontMatterAlone) {
  const std::string text = properties(
      "---\r\nlibrary_name: timm\r\npipeline_tag: image-classification\r\ntags: [x, "
      "scene-classification]\r\nbase_model: a/b\r\nlicense: mit\r\n---\r\n\r\n# Card\n---\n",
      "huggingface");
  EXPECT_TRUE(holds(text, R"("mlm:tasks": ["scene-classification"])")) << text;
  EXPECT_TRUE(holds(text, R"("mlm:framework": "PyTorch")")) << text;
  EXPECT_TRUE(holds(text, R"("mlm:pretrained_source": "a/b")")) << text;
  EXPECT_TRUE(holds(text, R"("license": "MIT")")) << text;
}

}  // namespace
}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
// Out and in again: what a format can hold comes back as it was.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <utility>

#include "author/peers/hugging_face.h"
#include "documents.h"
#include "parsed.h"
#include "stacmlm/author/card.h"
#include "stacmlm/author/export.h"
#include "stacmlm/author/import.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::author {
namespace {

using json::Parsed;

class ThereAndBack : public testing::TestWithParam<std::string_view> {
 protected:
  ThereAndBack() : before(example(GetParam())) {}

  /// The model that comes back from `format`.
  std::string back_from(std::string_view format) {
    const auto there = export_model(before.root(), format);
    EXPECT_TRUE(there.has_value()) << there.error().message;
    const std::string& text = there->files.back().bytes;
    // Of this one nothing is left there that shows where it comes from.
    const bool is_bare =
        GetParam() == "climate-downscaling" && (format == "emd" || format == "deepness");
    EXPECT_EQ(guess_format(text), is_bare ? "" : format);
    const auto back = import_model(text, format);
    EXPECT_TRUE(back.has_value()) << back.error().message;
    return back->model;
  }

  /// Both have the same value at each of these places below the properties, or both have none.
  void expect_same(const Parsed& after, std::initializer_list<std::string_view> places) {
    for (const std::string_view place : places) {
      const std::string pointer = "/properties" + std::string(place);
      const json::Value was = json::resolve(before.root(), pointer);
      const json::Value is = json::resolve(after.root(), pointer);
      ASSERT_EQ(was.exists(), is.exists()) << pointer;
      if (!was.exists()) continue;
      EXPECT_TRUE(json::equal(was, is)) << pointer << ": " << was.raw() << " is " << is.raw();
    }
  }

  Parsed before;
};

TEST_P(ThereAndBack, Triton) {
  const Parsed after(back_from("triton"));
  expect_same(after, {"/mlm:batch_size_suggestion"});
  for (const std::string_view key : {"mlm:input", "mlm:output"}) {
    const json::Value was = before.root().find("properties").find(key);
    const json::Value is = after.root().find("properties").find(key);
    ASSERT_EQ(was.size(), is.size());
    for (std::size_t i = 0; i < was.size(); ++i) {
      const std::string_view structure = key == "mlm:input" ? "input" : "result";
      EXPECT_TRUE(json::equal(was.at(i).find("name"), is.at(i).find("name")));
      for (const std::string_view member : {"shape", "data_type"}) {
        EXPECT_TRUE(json::equal(was.at(i).find(structure).find(member),
                                is.at(i).find(structure).find(member)))
            << is.at(i).raw();
      }
    }
  }
}

TEST_P(ThereAndBack, MlflowKeepsEveryMember) {
  const Parsed after(back_from("mlflow"));
  const json::Value properties = after.root().find("properties");
  std::size_t kept = 0;
  // The asset that MLflow loads has a framework of its own.
  const bool of_asset = GetParam() == "roof-material-rgb" || GetParam() == "ship-detector-3m";
  for (const json::Value was : before.root().find("properties").members()) {
    if (!was.key().starts_with("mlm:")) continue;
    ++kept;
    if (of_asset && was.key().starts_with("mlm:framework")) {
      EXPECT_TRUE(properties.find(was.key()).is_string()) << was.key();
      continue;
    }
    EXPECT_TRUE(json::equal(was, properties.find(was.key()))) << was.key();
  }
  EXPECT_GT(kept, 10U);
  EXPECT_TRUE(properties.find("mlm:artifact_type").is_string());
}

TEST_P(ThereAndBack, Emd) {
  const Parsed after(back_from("emd"));
  expect_same(after, {"/mlm:framework", "/mlm:batch_size_suggestion"});
  const json::Value task = json::resolve(after.root(), "/properties/mlm:tasks/0");
  // Esri knows no downscaling.
  if (GetParam() == "climate-downscaling") {
    EXPECT_FALSE(task.exists());
  } else {
    expect_same(after, {"/mlm:tasks/0"});
  }
  const json::Value was =
      json::resolve(before.root(), "/properties/mlm:output/0/classification:classes");
  const json::Value is =
      json::resolve(after.root(), "/properties/mlm:output/0/classification:classes");
  ASSERT_EQ(was.size(), is.size());
  EXPECT_EQ(is.size() == 0, GetParam() == "climate-downscaling");
  for (std::size_t i = 0; i < is.size(); ++i) {
    for (const std::string_view member : {"value", "name"})
      EXPECT_TRUE(json::equal(was.at(i).find(member), is.at(i).find(member))) << is.at(i).raw();
    const json::Value color = was.at(i).find("color_hint");
    ASSERT_EQ(color.exists(), is.at(i).find("color_hint").exists()) << is.at(i).raw();
    EXPECT_TRUE(!color.exists() || json::equal(color, is.at(i).find("color_hint")));
  }
}

/// What a scaling takes from the values, and what it divides by then.
std::pair<double, double> sum_of(json::Value scaling) {
  const auto number = [&](std::string_view key) { return scaling.find(key).number(); };
  if (scaling.find("type").equals("z-score")) return {number("mean"), number("stddev")};
  if (scaling.find("type").equals("min-max"))
    return {number("minimum"), number("maximum") - number("minimum")};
  EXPECT_TRUE(scaling.find("type").equals("scale")) << scaling.raw();
  return {0, number("value")};
}

TEST_P(ThereAndBack, Deepness) {
  const Parsed after(back_from("deepness"));
  expect_same(after, {"/gsd"});
  const json::Value scaling = json::resolve(before.root(), "/properties/mlm:input/0/value_scaling");
  const json::Value back = json::resolve(after.root(), "/properties/mlm:input/0/value_scaling");
  // Deepness takes no inputs like these, with time or with the bands last.
  if (GetParam() == "climate-downscaling" || GetParam() == "scene-classifier-s2") {
    ASSERT_EQ(back.size(), 1U);
    EXPECT_EQ(sum_of(back.at(0)), std::pair(0.0, 255.0));
    return;
  }
  // Here all bands have one scaling; there each has its own.
  const bool is_shared = GetParam() == "ship-detector-3m";
  ASSERT_EQ(back.size(), is_shared ? 4U : scaling.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    const auto [was_shift, was_factor] = sum_of(scaling.at(is_shared ? 0 : i));
    const auto [shift, factor] = sum_of(back.at(i));
    EXPECT_NEAR(shift, was_shift, 1e-9) << back.at(i).raw();
    EXPECT_NEAR(factor, was_factor, 1e-9) << back.at(i).raw();
    // Texts of numbers stay as they were where the words do.
    EXPECT_TRUE(!scaling.at(i).find("type").equals("z-score") ||
                json::equal(scaling.at(i), back.at(i)))
        << back.at(i).raw();
  }
}

INSTANTIATE_TEST_SUITE_P(Examples, ThereAndBack, testing::ValuesIn(kExamples),
                         [](const auto& name) {
                           std::string id(name.param);
                           for (char& c : id) c = c == '-' ? '_' : c;
                           return id;
                         });

/// The properties that come back from a model card.
std::string back_from_card(std::string_view properties) {
  const Parsed item(R"({"type": "Feature", "id": "x", "properties": {)" + std::string(properties) +
                    "}}");
  const auto back = import_model(write_markdown_card(item.root()), "huggingface");
  EXPECT_TRUE(back.has_value()) << back.error().message;
  return back->model;
}

TEST(ModelCard, WordsOfHubsComeBack) {
  using hugging_face::Word;
  const auto text_at = [](const std::string& model, std::string_view place) {
    const Parsed after(model);
    const json::Value value = json::resolve(after.root(), place);
    return value.is_string() ? std::string(value.string()) : std::string();
  };
  std::size_t back = 0;
  for (const Word& word : hugging_face::licenses()) {
    if (hugging_face::read(hugging_face::licenses(), word.hub) != word.ours) continue;
    ++back;
    const std::string model = back_from_card(fmt::format(R"("license": "{}")", word.ours));
    EXPECT_EQ(text_at(model, "/properties/license"), word.ours);
  }
  EXPECT_EQ(back + 4, hugging_face::licenses().size());  // GPL 2 and 3, LGPL and AGPL or later
  for (const Word& word : hugging_face::libraries()) {
    if (word.way != hugging_face::Way::kBoth) continue;
    const std::string model = back_from_card(fmt::format(R"("mlm:framework": "{}")", word.ours));
    EXPECT_EQ(text_at(model, "/properties/mlm:framework"), word.ours);
  }
  for (const Word& word : hugging_face::tasks()) {
    if (word.way == hugging_face::Way::kRead) continue;
    const std::string model = back_from_card(fmt::format(R"("mlm:tasks": ["{}"])", word.ours));
    EXPECT_EQ(text_at(model, "/properties/mlm:tasks/0"), word.ours);
    EXPECT_EQ(text_at(model, "/properties/mlm:tasks/1"), "");
  }
}

TEST(Settings, StandInTheHyperparameters) {
  std::string text = example("ship-detector-3m");
  text.replace(
      text.find("\"seed\": 11"), 10,
      R"("seed": 11, "det_type": "YOLO_v9", "det_conf": 0.4, "InferenceFunction": "f.py")");
  const Parsed item(text);
  for (const auto& [format, place, value] :
       {std::tuple("deepness", "/properties/mlm:hyperparameters/det_type", R"("YOLO_v9")"),
        std::tuple("deepness", "/properties/mlm:hyperparameters/det_conf", "0.4"),
        std::tuple("emd", "/properties/mlm:hyperparameters/InferenceFunction", R"("f.py")")}) {
    const auto there = export_model(item.root(), format);
    const auto back = import_model(there->files.back().bytes, format);
    const Parsed after(back->model);
    ASSERT_TRUE(json::resolve(after.root(), place).exists()) << back->model;
    EXPECT_EQ(json::resolve(after.root(), place).raw(), value);
  }
}

}  // namespace
}  // namespace stacmlm::author

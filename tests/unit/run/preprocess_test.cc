// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/preprocess.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "parsed.h"
#include "run/preprocess/cast.h"

namespace stacmlm::run {
namespace {

constexpr float kNanFloat = std::numeric_limits<float>::quiet_NaN();

/// An input of two bands, channels first, with further members.
std::string input_text(const std::string& members, const std::string& type = "float32",
                       const std::string& order = R"("batch", "bands", "height", "width")",
                       const std::string& shape = "-1, 2, -1, -1") {
  return R"({"name": "i", "bands": ["B04", "B08"], "input": {"shape": [)" + shape +
         R"(], "dim_order": [)" + order + R"(], "data_type": ")" + type + "\"}" +
         (members.empty() ? "" : ", " + members) + "}";
}

base::Result<Preprocess> compiled(const std::string& text, const PreprocessOptions& options = {}) {
  const json::Parsed json(text);
  return Preprocess::compile(mlm::ModelInput::read(json.root()), options);
}

std::string message_of(const std::string& members, const PreprocessOptions& options = {}) {
  const auto made = compiled(input_text(members), options);
  return made ? "sound" : made.error().message;
}

/// Two bands of 3 x 2 pixels: 0 to 5, and ten times that.
struct Scene {
  std::vector<std::uint16_t> red = {0, 1, 2, 3, 4, 5};
  std::vector<std::uint16_t> infrared = {0, 10, 20, 30, 40, 50};
  std::vector<std::uint8_t> valid = {1, 1, 1, 1, 1, 1};
  std::vector<BandPixels> bands = {{red.data(), DataType::kUint16, 3, valid.data(), 3},
                                   {infrared.data(), DataType::kUint16, 3, nullptr, 0}};
  PixelBlock block{bands, 3, 2};

  Scene() = default;
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;
};

template <class Number = float>
std::vector<Number> applied(const Preprocess& preprocess, const PixelBlock& block,
                            std::int64_t width = 3, std::int64_t height = 2,
                            std::vector<std::uint16_t>* valid = nullptr) {
  const auto shape = preprocess.layout().dimensions(
      1, 1, static_cast<std::int64_t>(preprocess.channels()), height, width);
  std::vector<Number> data(preprocess.channels() * static_cast<std::size_t>(width * height));
  if (valid != nullptr) valid->resize(static_cast<std::size_t>(width * height));
  PreprocessSpace space;
  const auto done =
      preprocess.apply(block, preprocess.layout().target(data.data(), preprocess.type(), shape),
                       space, valid == nullptr ? nullptr : valid->data());
  EXPECT_TRUE(done) << done.error().message;
  return data;
}

std::vector<float> result_of(const std::string& members, const PreprocessOptions& options = {}) {
  const Scene scene;
  const auto preprocess = compiled(input_text(members), options);
  EXPECT_TRUE(preprocess) << preprocess.error().message;
  return preprocess ? applied(*preprocess, scene.block) : std::vector<float>();
}

using Floats = std::vector<float>;

TEST(Preprocess, knows_every_scaling) {
  EXPECT_EQ(result_of(""), (Floats{0, 1, 2, 3, 4, 5, 0, 10, 20, 30, 40, 50}));
  EXPECT_EQ(result_of(R"("value_scaling": [{"type": "min-max", "minimum": 1, "maximum": 5},
                                           {"type": "z-score", "mean": 10, "stddev": 4}])"),
            (Floats{-.25, 0, .25, .5, .75, 1, -2.5, 0, 2.5, 5, 7.5, 10}));
  EXPECT_EQ(result_of(R"("value_scaling": [{"type": "clip", "minimum": 1, "maximum": 20}])"),
            (Floats{1, 1, 2, 3, 4, 5, 1, 10, 20, 20, 20, 20}));
  EXPECT_EQ(result_of(R"("value_scaling": [{"type": "clip-min", "minimum": 3},
                                           {"type": "clip-max", "maximum": 30}])"),
            (Floats{3, 3, 3, 3, 4, 5, 0, 10, 20, 30, 30, 30}));
  EXPECT_EQ(result_of(R"("value_scaling": [{"type": "offset", "value": 2},
                                           {"type": "scale", "value": 10}])"),
            (Floats{-2, -1, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(result_of(R"j("value_scaling": [{"type": "processing", "format": "gdal-calc",
                                            "expression": "where(A > 3, -1, A * 2)"
},
                                           {"type": "processing", "format": "rio-calc",
                                            "expression": "B08 + b1"}])j"),
            (Floats{0, 2, 4, 6, -1, -1, 0, 20, 40, 60, 80, 100}));
  EXPECT_EQ(result_of(R"("value_scaling": [null, {"type": null}])"),
            (Floats{0, 1, 2, 3, 4, 5, 0, 10, 20, 30, 40, 50}));
}

TEST(Preprocess, refuses_scalings_that_divide_by_nothing) {
  const std::string path = "mlm:input[0].value_scaling[0].";
  EXPECT_EQ(message_of(R"("value_scaling": [{"type": "z-score", "mean": 1, "stddev": 0}])"),
            path + "stddev: 0 is divided by; give the number, or `offset` 0 for none");
  EXPECT_EQ(message_of(R"("value_scaling": [{"type": "scale", "value": 0}])"),
            path + "value: 0 is divided by; give the number, or `offset` 0 for none");
  EXPECT_EQ(message_of(R"("value_scaling": [{"type": "min-max", "minimum": 2, "maximum": 2}])"),
            path + "maximum: it equals `minimum`: 0 would be divided by");
  EXPECT_EQ(message_of(R"("value_scaling": [{"type": "z-score", "mean": "1", "stddev": 3}])"),
            path + "mean: `z-score` needs this number");
  EXPECT_EQ(message_of(R"("value_scaling": [{"type": "l1"}])"),
            path +
                "type: `l1` is no kind of scaling; there are min-max, z-score, clip, clip-min, "
                "clip-max, offset, scale, processing");
  EXPECT_EQ(message_of(R"("value_scaling": [{"value": 3}])"), path + "type: it is missing");
  EXPECT_EQ(message_of(R"("value_scaling": [{"type": "offset", "value": 1},
      {"type": "offset", "value": 1}, {"type": "offset", "value": 1}])"),
            "mlm:input[0].value_scaling: 3 objects for 2 channels; one for each, or one for all");
  EXPECT_EQ(message_of(R"("value_scaling": [{"type": "processing", "format": "python",
                                            "expression": "f"}])"),
            "mlm:input[0].value_scaling[0].format: `python` runs a program of others, which "
            "--allow-external permits for bands alone; `rio-calc`, `gdal-calc` and `numexpr` are "
            "evaluated here");
}

TEST(Preprocess, knows_the_norms_of_old_versions) {
  EXPECT_EQ(result_of(R"("norm_type": "z-score", "norm_by_channel": true,
      "statistics": [{"mean": 1, "stddev": 2}, {"mean": 10, "stddev": 5}])"),
            (Floats{-.5, 0, .5, 1, 1.5, 2, -2, 0, 2, 4, 6, 8}));
  EXPECT_EQ(result_of(R"("norm_type": "min-max", "norm_by_channel": false,
      "statistics": [{"minimum": 0, "maximum": 50}])")[11],
            1);
  EXPECT_EQ(result_of(R"("norm_type": "clip", "norm_clip": [4, 20])"),
            (Floats{0, .25, .5, .75, 1, 1, 0, .5, 1, 1, 1, 1}));
  EXPECT_EQ(result_of(R"("norm_type": null)")[1], 1);
}

TEST(Preprocess, refuses_norms_that_are_none) {
  EXPECT_EQ(message_of(R"("norm_type": "hamming")"),
            "mlm:input[0].norm_type: `hamming` is a bit distance; it cannot be executed: say what "
            "is done in value_scaling (MLM 1.4 and later), or in pre_processing_function");
  for (const std::string type : {"l2sqr", "hamming2", "type-mask", "relative"}) {
    EXPECT_NE(message_of(R"("norm_type": ")" + type + "\"").find("cannot be executed"),
              std::string::npos);
  }
  EXPECT_EQ(
      message_of(R"("norm_type": "l2")"),
      "mlm:input[0].norm_type: `l2` does not say over what; --norm-domain sample (all bands "
      "of the scene, as OpenCV), channel (each band) or pixel (the bands of each pixel) does");
  EXPECT_EQ(message_of(R"("norm_type": "z-score", "norm_by_channel": false,
      "statistics": [{"mean": 1, "stddev": 2}, {"mean": 10, "stddev": 5}])"),
            "mlm:input[0].norm_by_channel: it is false, and there are 2 statistics; leave one, or "
            "say true");
  EXPECT_EQ(message_of(R"("norm_type": "z-score", "statistics": [{"mean": 1}])"),
            "mlm:input[0].statistics[0].stddev: `z-score` needs this number");
  EXPECT_EQ(message_of(R"("norm_type": "l1")", {.version = mlm::Version::kV1_5_0}),
            "mlm:input[0].norm_type: MLM 1.5.0 has no such member; say it in value_scaling");
}

std::vector<float> measured(const std::string& members, NormDomain domain) {
  const Scene scene;
  const auto first = compiled(input_text(members), {.norm_domain = domain});
  EXPECT_TRUE(first && first->needs_norms());
  std::vector<ChannelNorms> norms(2);
  PreprocessSpace space;
  EXPECT_TRUE(first->measure(scene.block, 3, 2, norms, space));
  const auto known = first->with_norms(norms);
  EXPECT_TRUE(known && !known->needs_norms());
  return applied(*known, scene.block);
}

TEST(Preprocess, takes_norms_over_the_domain_that_was_asked_for) {
  const auto by_channel = measured(R"("norm_type": "l1")", NormDomain::kChannel);
  EXPECT_FLOAT_EQ(by_channel[5], 5.F / 15);
  EXPECT_FLOAT_EQ(by_channel[11], 50.F / 150);
  EXPECT_FLOAT_EQ(measured(R"("norm_type": "l1")", NormDomain::kSample)[5], 5.F / 165);
  EXPECT_FLOAT_EQ(measured(R"("norm_type": "l2")", NormDomain::kChannel)[5], 5.F / std::sqrt(55.F));
  EXPECT_FLOAT_EQ(measured(R"("norm_type": "inf")", NormDomain::kSample)[5], 0.1F);
  EXPECT_FLOAT_EQ(measured(R"("norm_type": "min-max")", NormDomain::kNone)[5], 0.1F);
  EXPECT_FLOAT_EQ(
      measured(R"("norm_type": "min-max", "norm_by_channel": true)", NormDomain::kNone)[5], 1);
  const auto by_pixel = result_of(R"("norm_type": "l1")", {.norm_domain = NormDomain::kPixel});
  EXPECT_FLOAT_EQ(by_pixel[1], 1.F / 11);
  EXPECT_FLOAT_EQ(by_pixel[7], 10.F / 11);
  EXPECT_EQ(by_pixel[0], 0);  // nothing to divide by
}

TEST(Preprocess, fills_nodata) {
  Scene scene;
  scene.valid[1] = 0;
  const std::string scaling = R"("value_scaling": [{"type": "offset", "value": 1}])";
  std::vector<std::uint16_t> valid;
  auto preprocess = compiled(input_text(scaling), {.fill = 7});
  auto found = applied(*preprocess, scene.block, 3, 2, &valid);
  EXPECT_EQ(found[0], -1);
  EXPECT_EQ(found[1], 7);
  EXPECT_EQ(found[7], 9);
  EXPECT_EQ(valid, (std::vector<std::uint16_t>{2, 1, 2, 2, 2, 2}));
  preprocess = compiled(input_text(scaling), {.fill = 7, .fill_before = true});
  EXPECT_EQ(applied(*preprocess, scene.block)[1], 6);
  const std::string function =
      R"("pre_processing_function": {"format": "rio-calc", "expression": "x * 2"})";
  preprocess = compiled(input_text(scaling + ", " + function), {.fill = 7, .fill_before = true});
  EXPECT_EQ(applied(*preprocess, scene.block)[1], 12);
  preprocess = compiled(input_text(function), {.fill = 7});
  EXPECT_EQ(applied(*preprocess, scene.block)[1], 7);
}

TEST(Preprocess, does_functions_one_after_the_other) {
  EXPECT_EQ(result_of(R"j("pre_processing_function": [
      {"format": "gdal-calc", "expression": "A + 1"}, null,
      {"format": "rio-calc", "expression": "asarray(B08 - B04, B04)"}])j"),
            (Floats{0, 9, 18, 27, 36, 45, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(message_of(R"("pre_processing_function": {"format": "rio-calc",
                                                      "expression": "B08 - B04"})"),
            "mlm:input[0].pre_processing_function.expression: it gives 1 results for 2 channels; "
            "read nothing but `x` to change each, or give asarray(...)");
  EXPECT_NE(message_of(R"("pre_processing_function": {"format": "uri", "expression": "u"})")
                .find("it is never run"),
            std::string::npos);
}

TEST(Preprocess, computes_bands) {
  const Scene scene;
  const std::vector<std::string> bands = {"B04", "B08"};
  const auto ndvi =
      Expression::compile("(B08 - B04) / (B08 + B04)", ExpressionSyntax::kRioCalc, bands);
  const auto preprocess = compiled(
      input_text(""), {.channels = {{0, *ndvi}, {0, std::nullopt}}, .files = {{0.5, 0}, {1, -5}}});
  const auto found = applied(*preprocess, scene.block);
  EXPECT_FLOAT_EQ(found[3], (25 - 1.5F) / (25 + 1.5F));
  EXPECT_EQ(found[9], 1.5F);
}

TEST(Preprocess, places_numbers_in_any_order_of_dimensions) {
  const Scene scene;
  const std::string text = input_text("", "float32", R"("height", "width", "bands")", "-1, -1, 2");
  const auto rows = compiled(text);
  EXPECT_EQ(applied(*rows, scene.block), (Floats{0, 0, 1, 10, 2, 20, 3, 30, 4, 40, 5, 50}));
  const auto columns =
      compiled(input_text("", "float32", R"("bands", "x", "y", "batch")", "2, -1, -1, -1"));
  EXPECT_EQ(applied(*columns, scene.block), (Floats{0, 3, 1, 4, 2, 5, 0, 30, 10, 40, 20, 50}));
}

TEST(Preprocess, casts_and_counts_what_is_lost) {
  Scene scene;
  const auto preprocess =
      compiled(input_text(R"("value_scaling": [{"type": "scale", "value": 2}])", "uint8"));
  EXPECT_EQ(applied<std::uint8_t>(*preprocess, scene.block),
            (std::vector<std::uint8_t>{0, 0, 1, 2, 2, 2, 0, 5, 10, 15, 20, 25}));
  PreprocessSpace space;
  std::vector<std::uint8_t> data(12);
  const auto shape = preprocess->layout().dimensions(1, 1, 2, 2, 3);
  scene.infrared[5] = 5000;
  EXPECT_TRUE(preprocess->apply(
      scene.block, preprocess->layout().target(data.data(), preprocess->type(), shape), space));
  EXPECT_EQ(space.loss.fractions, 3U);
  EXPECT_EQ(space.loss.saturated, 1U);
  EXPECT_EQ(data[11], 255);
  EXPECT_EQ(preprocess->notes().size(), 1U);
  const auto half = compiled(input_text("", "float16"));
  EXPECT_EQ(float_of(applied<Half>(*half, scene.block)[11]), 5000);
}

TEST(Preprocess, pads_crops_and_resizes) {
  const Scene scene;
  EXPECT_EQ(applied(*compiled(input_text("")), scene.block, 5, 3),
            (Floats{0, 1,  2,  1,  0, 3,  4,  5,  4,  3,  0, 1,  2,  1,  0,
                    0, 10, 20, 10, 0, 30, 40, 50, 40, 30, 0, 10, 20, 10, 0}));
  const auto edge = compiled(input_text(""), {.pad = PadMode::kEdge});
  EXPECT_EQ(applied(*edge, scene.block, 4, 3)[11], 5);
  std::vector<std::uint16_t> valid;
  const auto constant = compiled(input_text(""), {.pad = PadMode::kConstant, .fill = -1});
  EXPECT_EQ(applied(*constant, scene.block, 4, 2, &valid)[3], -1);
  EXPECT_EQ(valid, (std::vector<std::uint16_t>{2, 2, 2, 0, 2, 2, 2, 0}));
  EXPECT_EQ(applied(*compiled(input_text(R"("resize_type": "crop")")), scene.block, 1, 2),
            (Floats{1, 4, 10, 40}));
  const auto area = compiled(input_text(R"("resize_type": "interpolation-area",
      "value_scaling": [{"type": "offset", "value": 1}])"));
  EXPECT_EQ(applied(*area, scene.block, 3, 1), (Floats{.5, 1.5, 2.5, 14, 24, 34}));
}

TEST(Preprocess, resizes_around_nodata) {
  Scene scene;
  scene.valid[0] = 0;
  const auto area = compiled(input_text(R"("resize_type": "interpolation-area")"), {.fill = 99});
  std::vector<std::uint16_t> valid;
  EXPECT_EQ(applied(*area, scene.block, 3, 1, &valid), (Floats{99, 2.5, 3.5, 15, 25, 35}));
  EXPECT_EQ(valid, (std::vector<std::uint16_t>{1, 2, 2}));
}

TEST(Preprocess, refuses_what_cannot_be_done) {
  EXPECT_NE(message_of(R"("resize_type": "interpolation-max")").find("bit mask of OpenCV"),
            std::string::npos);
  EXPECT_NE(message_of(R"("resize_type": "wrap-inverse-map")").find("flag for warps"),
            std::string::npos);
  const auto no_shape = compiled(R"({"bands": ["a"], "input": {"dim_order": ["batch"]}})");
  EXPECT_EQ(no_shape.error().message,
            "mlm:input[0].input.shape: it is missing, or no list of sizes");
  const auto odd = compiled(input_text("", "float32", R"("batch", "bands", "depth")", "1, 2, 3"));
  EXPECT_EQ(odd.error().message,
            "mlm:input[0].input.dim_order[2]: `depth` is no batch, time, bands, height or width");
  const auto complex = compiled(input_text("", "cfloat32"));
  EXPECT_EQ(complex.error().message,
            "mlm:input[0].input.data_type: numbers cannot become `cfloat32`; float16, float32, "
            "float64 and integers can");
  const auto three = compiled(input_text("", "float32", R"("bands", "y", "x")", "3, -1, -1"));
  EXPECT_EQ(three.error().message, "mlm:input[0].input.shape: 3 channels, and 2 bands are named");
}

TEST(Preprocess, refuses_blocks_that_do_not_fit) {
  const Scene scene;
  const auto preprocess = compiled(input_text(""));
  std::vector<float> data(12);
  PreprocessSpace space;
  const auto target = preprocess->layout().target(data.data(), preprocess->type(),
                                                  preprocess->layout().dimensions(1, 1, 2, 2, 2));
  EXPECT_FALSE(preprocess->apply(scene.block, target, space));
  const PixelBlock one{std::span(scene.bands).first(1), 2, 2};
  EXPECT_EQ(preprocess->apply(one, target, space).error().message,
            "mlm:input[0]: band 2 is read, and there are 1");
}

TEST(Preprocess, keeps_digits_next_to_the_mean) {
  const auto preprocess = compiled(input_text(
      R"("value_scaling": [{"type": "z-score", "mean": 1354.40546513, "stddev": 245.7}])"));
  Scene scene;
  scene.red = {1354, 1355, 0, 65535, 1353, 1400};
  const auto found = applied(*preprocess, scene.block);
  for (std::size_t i = 0; i < 6; ++i) {
    const double expected = (scene.red[i] - 1354.40546513) / 245.7;
    EXPECT_NEAR(found[i], expected, 1e-6 * std::fabs(expected));
  }
}

TEST(Preprocess, takes_what_expressions_cannot_give_for_nodata) {
  Scene scene;  // its first pixel is 0 in both bands
  const std::vector<std::string> bands = {"B04", "B08"};
  const auto index =
      Expression::compile("(B08 - B04) / (B08 + B04)", ExpressionSyntax::kRioCalc, bands);
  const std::string offset = R"("value_scaling": [{"type": "offset", "value": 5}])";
  const auto preprocess =
      compiled(input_text(offset), {.channels = {{0, *index}, {1, std::nullopt}}});
  std::vector<std::uint16_t> valid;
  auto found = applied(*preprocess, scene.block, 3, 2, &valid);
  EXPECT_EQ(found[0], 0);
  EXPECT_EQ(valid, (std::vector<std::uint16_t>{1, 2, 2, 2, 2, 2}));
  const std::string log =
      R"x("value_scaling": [{"type": "processing", "format": "gdal-calc", "expression": "log(A)"}])x";
  found = applied(*compiled(input_text(log)), scene.block, 3, 2, &valid);
  EXPECT_EQ(found[0], 0);
  EXPECT_EQ(valid, (std::vector<std::uint16_t>{0, 2, 2, 2, 2, 2}));
}

TEST(Preprocess, keeps_what_is_no_number) {
  std::vector<float> pixels = {kNanFloat, 2};
  const std::vector<BandPixels> bands = {{pixels.data(), DataType::kFloat32, 2, nullptr, 0},
                                         {pixels.data(), DataType::kFloat32, 2, nullptr, 0}};
  const PixelBlock block{bands, 2, 1};
  const std::string clip = R"("value_scaling": [{"type": "clip", "minimum": 0, "maximum": 1}])";
  const auto floats = applied(*compiled(input_text(clip)), block, 2, 1);
  EXPECT_TRUE(std::isnan(floats[0]));
  EXPECT_EQ(floats[1], 1);
  const auto bytes =
      applied<std::uint8_t>(*compiled(input_text(clip, "uint8"), {.fill = 9}), block, 2, 1);
  EXPECT_EQ(bytes[0], 9);
}

}  // namespace
}  // namespace stacmlm::run

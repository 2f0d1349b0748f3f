// SPDX-License-Identifier: Apache-2.0
#include "run/plan/plan_detection.h"

#include <gtest/gtest.h>

#include "json/read_text.h"

namespace stacmlm::run {
namespace {

artifact::Tensor tensor(std::string name, const std::vector<std::int64_t>& sizes,
                        std::string type = "float32") {
  artifact::Tensor tensor{std::move(name), std::vector<artifact::Dimension>(), std::move(type)};
  for (const std::int64_t size : sizes) tensor.shape->push_back({size, {}});
  return tensor;
}

class PlanDetection : public testing::Test {
 protected:
  /// Plans for a file with those outputs and `classes` classes; `more`: other members.
  base::Result<OutputPlan> plan(std::vector<artifact::Tensor> outputs, int classes,
                                const std::string& more = "",
                                const std::string& task = "object-detection") {
    std::string list;
    for (int i = 0; i < classes; ++i) {
      list += (i == 0 ? "" : ",") + std::string(R"({"value": )") + std::to_string(10 + i) +
              R"(, "name": "c)" + std::to_string(i) + "\"}";
    }
    if (!stated_classes_.empty()) list = stated_classes_;
    const std::string text = R"({"mlm:output": [{"name": "found", "tasks": [")" + task +
                             R"("], "classification:classes": [)" + list + "]}]" + more + "}";
    json::Parser parser;
    EXPECT_TRUE(json::read_text(parser, text, document_));
    Planning planning{document_.root(), scene_, options_};
    planning.model = mlm::Model::read(document_.root());
    planning.file.outputs = std::move(outputs);
    planning.file.metadata = metadata_;
    planning.file.classes = file_classes_;
    EXPECT_TRUE(is_detector(planning));
    STACMLM_CHECK(plan_detection(planning));
    questions_ = planning.plan.questions;
    notes_ = planning.plan.notes;
    return planning.plan.output;
  }

  /// The options that questions want, with their choices.
  std::vector<std::string> asked() const {
    std::vector<std::string> asked;
    for (const Question& question : questions_) {
      std::string text = question.option;
      for (const std::string& choice : question.choices) text += ' ' + choice;
      asked.push_back(text);
    }
    return asked;
  }

  void expect_refused(std::vector<artifact::Tensor> outputs, int classes, const std::string& why,
                      const std::string& more = "", const std::string& task = "object-detection") {
    const auto planned = plan(std::move(outputs), classes, more, task);
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error().message, why);
  }

  json::Document document_;
  Scene scene_;
  PlanOptions options_;
  std::vector<std::pair<std::string, std::string>> metadata_;
  std::vector<std::string> file_classes_;
  std::string stated_classes_;  // in place of those that are made up
  std::vector<Question> questions_;
  std::vector<std::string> notes_;
};

using Texts = std::vector<std::string>;

TEST_F(PlanDetection, YoloByTheNumberOfClasses) {
  auto planned = plan({tensor("output0", {1, 84, 8400})}, 80);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->boxes.format, BoxFormat::kYolo);
  EXPECT_TRUE(planned->boxes.is_transposed);
  EXPECT_EQ(planned->boxes.columns, 84);
  EXPECT_EQ(planned->tensors, Texts{"output0"});
  EXPECT_EQ(planned->kind, OutputKind::kBoxes);
  EXPECT_EQ(asked(), (Texts{"--box-units pixels fractions", "--threshold 0.5"}));

  planned = plan({tensor("output0", {-1, 25200, 85})}, 80);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->boxes.format, BoxFormat::kYoloObjectness);
  EXPECT_FALSE(planned->boxes.is_transposed);

  expect_refused({tensor("output0", {1, 84, 8400})}, 3,
                 "mlm:output[0].classification:classes: 3 classes are stated, and the model gives "
                 "1 x 84 x 8400, which is no form of boxes that is known");
}

TEST_F(PlanDetection, AsksWhatSixNumbersMean) {
  const std::vector<artifact::Tensor> six = {tensor("found", {1, 300, 6})};
  ASSERT_TRUE(plan(six, 5));
  EXPECT_EQ(asked().front(), "--boxes xyxy-score-class xyxy-class-score");
  ASSERT_TRUE(plan(six, 2));
  EXPECT_EQ(asked().front(), "--boxes yolo xyxy-score-class xyxy-class-score");
  ASSERT_TRUE(plan(six, 1));
  EXPECT_EQ(asked().front(), "--boxes yolo-objectness xyxy-score-class xyxy-class-score");
  options_.boxes = "xyxy-class-score";
  const auto planned = plan(six, 5);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->boxes.format, BoxFormat::kXyxyClassScore);
  EXPECT_EQ(asked().front(), "--box-units pixels fractions");
  options_.boxes = "yolo";
  expect_refused(six, 5, "--boxes yolo: the model gives 1 x 300 x 6, for 5 classes");
}

TEST_F(PlanDetection, WithoutClassesItAsksForTheFormAndNumbersThem) {
  options_.boxes = "yolo-objectness";
  const auto planned = plan({tensor("output0", {1, 8, 8400})}, 0);
  ASSERT_TRUE(planned) << planned.error().message;
  ASSERT_EQ(planned->classes.size(), 3U);
  EXPECT_EQ(planned->classes[2].name, "class_2");
  options_.boxes.clear();
  ASSERT_TRUE(plan({tensor("output0", {1, 8, 8400})}, 0));
  EXPECT_EQ(asked().front(), "--boxes yolo yolo-objectness yolo-obb");
  file_classes_ = {"ship", "car", "tree", "house"};
  const auto named = plan({tensor("output0", {1, 8, 8400})}, 0);
  ASSERT_TRUE(named) << named.error().message;
  EXPECT_EQ(named->boxes.format, BoxFormat::kYolo);
  EXPECT_EQ(named->classes[1].name, "car");
}

TEST_F(PlanDetection, KnowsUltralytics) {
  metadata_ = {{"author", "Ultralytics"}, {"task", "detect"}};
  ASSERT_TRUE(
      plan({tensor("output0", {1, 6, 8400})}, 2, R"(, "mlm:hyperparameters": {"conf": 0.25})"));
  EXPECT_TRUE(questions_.empty());
}

TEST_F(PlanDetection, KnowsTorchvision) {
  const std::vector<artifact::Tensor> outputs = {
      tensor("boxes", {-1, 4}), tensor("labels", {-1}, "int64"), tensor("scores", {-1}),
      tensor("masks", {-1, 1, -1, -1})};
  auto planned = plan(outputs, 2);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->tensors, (Texts{"boxes", "labels", "scores"}));
  EXPECT_EQ(planned->boxes.format, BoxFormat::kXyxy);
  EXPECT_EQ(asked(), Texts{"--threshold 0.5"});
  planned = plan(outputs, 2, "", "instance-segmentation");
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->tensors, (Texts{"boxes", "labels", "scores", "masks"}));
  EXPECT_EQ(planned->kind, OutputKind::kPolygons);
}

TEST_F(PlanDetection, TellsTensorsWithoutNamesByTheirShapes) {
  const auto planned =
      plan({tensor("1771", {-1}), tensor("1772", {-1}, "int64"), tensor("1773", {-1, 4})}, 2);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->tensors, (Texts{"1773", "1772", "1771"}));
  EXPECT_EQ(asked(),
            (Texts{"--boxes xyxy yxyx", "--box-units pixels fractions", "--threshold 0.5"}));
}

TEST_F(PlanDetection, PrototypesOfYolo) {
  const std::vector<artifact::Tensor> outputs = {tensor("output0", {1, 116, 8400}),
                                                 tensor("output1", {1, 32, 160, 160})};
  const auto planned = plan(outputs, 80, "", "instance-segmentation");
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->kind, OutputKind::kPolygons);
  EXPECT_EQ(planned->boxes.format, BoxFormat::kYolo);
  EXPECT_EQ(planned->boxes.columns, 116);
  EXPECT_EQ(planned->boxes.mask_columns, 32);
  EXPECT_EQ(planned->tensors, (Texts{"output0", "output1"}));
  const auto boxes = plan(outputs, 80);
  ASSERT_TRUE(boxes) << boxes.error().message;
  EXPECT_EQ(boxes->kind, OutputKind::kBoxes);
  EXPECT_EQ(boxes->tensors, Texts{"output0"});
}

TEST_F(PlanDetection, HyperparametersAnswer) {
  const auto planned =
      plan({tensor("found", {1, 300, 6})}, 5, R"(, "mlm:hyperparameters": {"iou_threshold": 0.4,
        "box_format": "xyxy-score-class", "box_units": "fractions", "score_threshold": 0.3})");
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_TRUE(questions_.empty());
  EXPECT_EQ(planned->boxes.iou, 0.4);
  EXPECT_TRUE(planned->boxes.is_fraction);
  EXPECT_EQ(planned->threshold, 0.3);
  options_.threshold = 0.6;
  options_.iou = 0.7;
  options_.box_units = "pixels";
  const auto asked = plan({tensor("found", {1, 84, 8400})}, 80,
                          R"(, "mlm:hyperparameters": {"iou": 0.4, "conf": 0.3})");
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_EQ(asked->boxes.iou, 0.7);
  EXPECT_EQ(asked->threshold, 0.6);
  EXPECT_FALSE(asked->boxes.is_fraction);
}

TEST_F(PlanDetection, BoxesWithAnAngle) {
  constexpr auto kTask = "oriented-object-detection";
  auto planned = plan({tensor("output0", {1, 20, 8400})}, 15, "", kTask);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->boxes.format, BoxFormat::kYoloRotated);
  EXPECT_TRUE(planned->boxes.is_transposed);
  EXPECT_EQ(asked(), (Texts{"--box-units pixels fractions", "--threshold 0.5"}));
  // Nothing says that there is an angle: it may be a score of YOLOv5, too.
  ASSERT_TRUE(plan({tensor("output0", {1, 20, 8400})}, 15));
  EXPECT_EQ(asked().front(), "--boxes yolo-objectness yolo-obb");
  ASSERT_TRUE(plan({tensor("dets", {1, 300, 7})}, 15, "", kTask));
  EXPECT_EQ(asked().front(), "--boxes xywha-score-class xywh-score-class-angle");
  options_.boxes = "xywh-score-class-angle";
  planned = plan({tensor("dets", {1, 300, 7})}, 15);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->boxes.format, BoxFormat::kXywhScoreClassAngle);
  options_.boxes.clear();
  metadata_ = {{"author", "Ultralytics"}, {"task", "obb"}};
  planned = plan({tensor("output0", {1, 20, 8400})}, 15);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->boxes.format, BoxFormat::kYoloRotated);
  EXPECT_EQ(asked(), Texts{"--threshold 0.5"});
  expect_refused({tensor("output0", {1, 19, 8400})}, 15,
                 "mlm:output[0].classification:classes: 15 classes are stated, and the model gives "
                 "1 x 19 x 8400, which is no form of boxes that is known",
                 "", kTask);
}

TEST_F(PlanDetection, BoxesApartHaveNoAngle) {
  expect_refused(
      {tensor("boxes", {-1, 5}), tensor("labels", {-1}, "int64"), tensor("scores", {-1})}, 2,
      "mlm:output[0]: the model gives ? x 5 for `boxes`, and boxes beside labels and "
      "scores have 4 numbers");
}

TEST_F(PlanDetection, ScoresAndClassesAreWhatTheyCanBe) {
  const std::vector<artifact::Tensor> yolo = {tensor("output0", {1, 84, 8400})};
  for (const double threshold : {2.0, -0.5}) {
    options_.threshold = threshold;
    const auto planned = plan(yolo, 80);
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error().kind, base::ErrorKind::kInvalidArgument);
    EXPECT_TRUE(planned.error().message.ends_with("scores of objects go from 0 to 1"));
  }
  options_.threshold = 0.5;
  stated_classes_ = R"({"value": 3, "name": "a"}, {"value": 3, "name": "b"})";
  expect_refused(yolo, 2,
                 "mlm:output[0].classification:classes: `a` and `b` have the same value, 3");
  stated_classes_ = R"({"value": 3, "name": "a"}, {"value": "4", "name": "b"})";
  expect_refused(yolo, 2, "mlm:output[0].classification:classes[1].value: it is no whole number");
}

TEST_F(PlanDetection, RefusesWhatItCannotHonour) {
  const std::vector<artifact::Tensor> yolo = {tensor("output0", {1, 84, 8400})};
  expect_refused(yolo, 80, "mlm:hyperparameters.iou: it is no number from 0 to 1",
                 R"(, "mlm:hyperparameters": {"iou": 50})");
  expect_refused(yolo, 80,
                 "mlm:hyperparameters.box_format `coco`: there are yolo, yolo-objectness, xyxy, "
                 "yxyx, xyxy-score-class, xyxy-class-score, yolo-obb, xywha-score-class, "
                 "xywh-score-class-angle",
                 R"(, "mlm:hyperparameters": {"box_format": "coco"})");
  expect_refused(yolo, 80,
                 "mlm:output[0].tasks: outlines are made of tensors of boxes, labels, scores and "
                 "masks, or of YOLO's prototypes, which the model does not give",
                 "", "instance-segmentation");
  expect_refused({tensor("output0", {1, 3, 80, 80, 85})}, 80,
                 "mlm:output[0]: the model gives 1 x 3 x 80 x 80 x 85, which is no table of boxes; "
                 "--model-output chooses another output");
  expect_refused({{"output0", {}, "float32"}}, 80,
                 "mlm:output[0]: the model gives some shape, which is no table of boxes; "
                 "--model-output chooses another output");
  options_.activation = "softmax";
  expect_refused(yolo, 80, "--activation softmax: none or sigmoid, for objects that are found");
}

}  // namespace
}  // namespace stacmlm::run

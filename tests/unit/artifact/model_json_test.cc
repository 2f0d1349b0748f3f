// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/model_json.h"

#include <gtest/gtest.h>

namespace stacmlm::artifact {
namespace {

ModelFile full_model() {
  ModelFile model;
  model.format = "onnx";
  model.format_version = "IR 8";
  model.file_bytes = 18446744073709551615U;
  model.producer = "a \"writer\"";
  model.producer_version = "1";
  model.framework = "PyTorch";
  model.framework_version = "2.5";
  model.inputs = {{{"image", {{{-1, "batch"}, {3, "ignored"}, {-1, ""}, {-7, ""}}}, "bfloat16"}}};
  model.outputs = {{{"any", std::nullopt, ""}}};
  model.weights = {{{"w\x1b[31m", {2, 3}, "float32", 6, 24, WeightKind::kParameter, ""},
                    {"\xFF", {}, "bool", 1, 0, WeightKind::kBuffer, "w"}}};
  model.total_parameters = 6;
  model.buffer_elements = 1;
  model.weight_bytes = 24;
  model.bytes_by_type = {{"", 4}, {"float32", 20}};
  model.operator_sets = {{"ai.onnx", 17}};
  model.operators = {"Conv"};
  model.classes = {"water", ""};
  model.metadata = {{"k", "1"}, {"k", "2"}};
  model.embedded_item = "{}";
  model.hints = {4, -1, {"a.B"}, true};
  model.danger = {{DangerKind::kCustomOperator, "node 1", "custom \n"}};
  model.verdict = Verdict::kUnknown;
  model.fault = "ends early";
  return model;
}

TEST(ModelJson, SaysAllThatIsKnown) {
  EXPECT_EQ(
      model_json(full_model(), {.path = "a.onnx", .weights = true}),
      R"({"report_version": 1, "path": "a.onnx", "format": "onnx", "format_version": "IR 8", )"
      R"("file_size": 18446744073709551615, "producer": "a \"writer\"", "producer_version": "1", )"
      R"("framework": "PyTorch", "framework_version": "2.5", )"
      R"("inputs": [{"name": "image", "shape": ["batch", 3, -1, -1], "data_type": "other", )"
      R"("element_type": "bfloat16"}], )"
      R"("outputs": [{"name": "any", "shape": null, "data_type": null}], )"
      R"("total_parameters": 6, "buffers": 1, "weight_count": 2, )"
      R"("bytes": {"total": 24, "by_type": {"unknown": 4, "float32": 20}}, )"
      R"("operator_sets": [{"domain": "ai.onnx", "version": 17}], "operators": ["Conv"], )"
      R"("classes": ["water", ""], )"
      R"("metadata": [{"key": "k", "value": "1"}, {"key": "k", "value": "2"}], )"
      R"("embedded_item": "{}", "hints": {"first_channels": 4, "last_channels": -1, )"
      R"("class_names": ["a.B"], "has_batch_norm": true}, )"
      R"("danger": {"verdict": "unknown", "findings": [{"kind": "custom-operator", )"
      R"("where": "node 1", "what": "custom \n"}]}, "fault": "ends early", )"
      R"("weights": [{"name": "w\u001b[31m", "shape": [2, 3], "data_type": "float32", )"
      R"("elements": 6, "bytes": 24, "kind": "parameter", "shares": null}, )"
      "{\"name\": \"\xEF\xBF\xBD\""
      R"(, "shape": [], "data_type": "other", "element_type": "bool", )"
      R"("elements": 1, "bytes": 0, "kind": "buffer", "shares": "w"}]})");
}

TEST(ModelJson, WhatIsNotKnownIsNull) {
  ModelFile model;
  model.format = "unknown";
  EXPECT_EQ(
      model_json(model),
      R"({"report_version": 1, "format": "unknown", "format_version": null, "file_size": 0, )"
      R"("producer": null, "producer_version": null, "framework": null, )"
      R"("framework_version": null, "inputs": null, "outputs": null, "total_parameters": null, )"
      R"("buffers": null, "weight_count": null, "bytes": null, "operator_sets": [], )"
      R"("operators": [], "classes": [], "metadata": [], "embedded_item": null, )"
      R"("hints": {"first_channels": null, "last_channels": null, "class_names": [], )"
      R"("has_batch_norm": false}, "danger": {"verdict": "unknown", "findings": []}, )"
      R"("fault": null})");
  model.weights.emplace();
  model.total_parameters = 0;
  const std::string text = model_json(model, {.weights = true});
  EXPECT_NE(text.find(R"("bytes": {"total": 0, "by_type": {}})"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with(R"("weights": []})")) << text;
}

}  // namespace
}  // namespace stacmlm::artifact

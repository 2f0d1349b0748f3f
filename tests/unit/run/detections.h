// SPDX-License-Identifier: Apache-2.0
// Tensors of detectors, and a layer that is kept in memory.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "run/pipeline/detection_sink.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

inline Tensor floats(std::vector<std::int64_t> shape, const std::vector<float>& values) {
  Tensor tensor(DataType::kFloat32, std::move(shape));
  EXPECT_EQ(tensor.elements(), values.size());
  std::ranges::copy(values, tensor.values<float>().begin());
  return tensor;
}

inline Tensor labels_of(const std::vector<std::int64_t>& values) {
  Tensor tensor(DataType::kInt64, {static_cast<std::int64_t>(values.size())});
  std::ranges::copy(values, tensor.values<std::int64_t>().begin());
  return tensor;
}

/// Classes 1 `tree` and 2 `house`.
inline OutputPlan detector(BoxFormat format, double threshold = 0.5) {
  OutputPlan plan;
  plan.field = "mlm:output[0]";
  plan.kind = OutputKind::kBoxes;
  plan.threshold = threshold;
  plan.activation = "none";
  plan.classes = {{1, "tree", {}, {}, false}, {2, "house", {}, {}, false}};
  plan.boxes.format = format;
  plan.boxes.columns = 6;
  return plan;
}

class KeptLayer final : public raster::LayerWriter {
 public:
  base::Result<void> add(const raster::Feature& feature) override {
    features.push_back(feature);
    return {};
  }
  base::Result<raster::WrittenLayer> finish() override { return raster::WrittenLayer{}; }

  std::vector<raster::Feature> features;
};

}  // namespace stacmlm::run

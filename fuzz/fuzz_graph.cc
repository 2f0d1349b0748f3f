// SPDX-License-Identifier: Apache-2.0
// An ONNX model: whatever graph is read of it, how far its pixels look and what it keeps in memory
// can be told, or why not.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "require.h"
#include "run/graph/graph.h"
#include "run/tiling/activation.h"
#include "run/tiling/field.h"

namespace {

using namespace stacmlm::run;
using stacmlm::require;

void check_axis(const AxisField& axis) {
  require(axis.stride >= 1, "tiles move by whole pixels");
  require(axis.step.over >= 1 && axis.step.under >= 1, "a step is a positive quotient");
}

void check(const graph::Graph& graph) {
  std::vector<ImageAxes> images;
  for (const auto& input : graph.inputs) {
    const std::size_t rank = input.shape ? input.shape->size() : 0;
    if (rank >= 2) images.push_back({input.name, rank - 2, rank - 1});
  }
  if (images.empty()) return;
  const Activation activation = activation_of(graph, images, {64, 64});
  require(std::isfinite(activation.bytes) && activation.bytes >= 0, "memory is a number");
  for (const auto& output : graph.outputs) {
    const std::size_t rank = output.shape ? output.shape->size() : 0;
    if (rank < 2) continue;
    const auto field = field_of(graph, images, {output.name, rank - 2, rank - 1});
    if (!field) {
      require(!field.error().message.empty(), "an error says why");
      continue;
    }
    require(field->is_exact || !field->reasons.empty(), "what is not exact has a reason");
    check_axis(field->x);
    check_axis(field->y);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto graph = graph::read_graph(*stacmlm::artifact::source_of(bytes, "model.onnx"));
  if (graph) {
    check(*graph);
  } else {
    require(!graph.error().message.empty(), "an error says why");
  }
  return 0;
}

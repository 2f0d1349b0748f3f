// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/layers.h"

#include <algorithm>

#include "artifact/onnx/domains.h"

namespace stacmlm::artifact::onnx {
namespace {

/// A weight's size that says how many channels go in or out: along `axis`, times the groups if the
/// weight has those of one group only.
struct ChannelAxis {
  std::size_t axis = 0;
  bool is_of_one_group = false;
};

std::optional<std::int64_t> channels(const Collector& collector, std::string_view name,
                                     ChannelAxis where, std::int64_t group) {
  const auto& weights = collector.model().weights;
  if (!weights) return std::nullopt;
  const auto found = std::ranges::find(*weights, name, &Weight::name);
  if (found == weights->end() || where.axis >= found->shape.size()) return std::nullopt;
  const std::int64_t size = found->shape[where.axis];
  if (!where.is_of_one_group) return size;
  constexpr std::int64_t kMost = 1 << 20;
  if (size < 0 || size > kMost || group < 1 || group > kMost) return std::nullopt;
  return size * group;
}

bool is_learning(std::string_view type) {
  return type == "Conv" || type == "ConvTranspose" || type == "Gemm" || type == "MatMul";
}

}  // namespace

base::Result<void> Layers::add(const NodeFacts& node, Collector& collector) {
  if (domain_name(node.domain) != "ai.onnx") return {};
  if (node.type == "BatchNormalization") {
    has_batch_norm_ = true;
    // Scale, shift, running mean, running variance.
    for (std::size_t i = 3; i < std::min<std::size_t>(node.inputs.size(), 5); ++i) {
      STACMLM_CHECK(collector.keep(node.inputs[i].size() + 2 * sizeof(std::string)));
      running_statistics_.insert(node.inputs[i]);
    }
  }
  if (!is_learning(node.type) || node.inputs.size() < 2) return {};
  Layer layer{node.type, node.inputs[1], node.group, node.is_transposed};
  if (!first_convolution_ && node.type == "Conv") first_convolution_ = layer;
  last_ = std::move(layer);
  return {};
}

void Layers::finish(Collector& collector) const {
  ModelFile& model = collector.model();
  model.hints.has_batch_norm = has_batch_norm_;
  if (model.weights) {
    for (Weight& weight : *model.weights) {
      if (weight.kind == WeightKind::kParameter && running_statistics_.contains(weight.name))
        weight.kind = WeightKind::kBuffer;
    }
  }
  if (first_convolution_) {
    model.hints.first_channels =
        channels(collector, first_convolution_->weight, {1, true}, first_convolution_->group);
  }
  if (!last_) return;
  ChannelAxis out;  // Conv: the first
  if (last_->type == "ConvTranspose") out = {1, true};
  if (last_->type == "MatMul" || (last_->type == "Gemm" && !last_->is_transposed)) out = {1, false};
  model.hints.last_channels = channels(collector, last_->weight, out, last_->group);
}

}  // namespace stacmlm::artifact::onnx

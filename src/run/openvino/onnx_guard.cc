// SPDX-License-Identifier: Apache-2.0
#include "run/openvino/onnx_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>

#include "run/graph/graph.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run::ov {
namespace {

/// How many inputs an operator of ONNX has, in any version.
struct Inputs {
  std::string_view type;
  std::size_t least;
  std::size_t most;
};

constexpr std::size_t kAny = 100'000;

// By type.
constexpr Inputs kInputs[] = {
    {"Abs", 1, 1},
    {"Acos", 1, 1},
    {"Acosh", 1, 1},
    {"Add", 2, 2},
    {"AffineGrid", 2, 2},
    {"And", 2, 2},
    {"ArgMax", 1, 1},
    {"ArgMin", 1, 1},
    {"Asin", 1, 1},
    {"Asinh", 1, 1},
    {"Atan", 1, 1},
    {"Atanh", 1, 1},
    {"Attention", 3, 7},
    {"AveragePool", 1, 1},
    {"BatchNormalization", 5, 5},
    {"Bernoulli", 1, 1},
    {"BitCast", 1, 1},
    {"BitShift", 2, 2},
    {"BitwiseAnd", 2, 2},
    {"BitwiseNot", 1, 1},
    {"BitwiseOr", 2, 2},
    {"BitwiseXor", 2, 2},
    {"BlackmanWindow", 1, 1},
    {"Cast", 1, 1},
    {"CastLike", 2, 2},
    {"CausalConvWithState", 2, 4},
    {"Ceil", 1, 1},
    {"Celu", 1, 1},
    {"CenterCropPad", 2, 2},
    {"Clip", 1, 3},
    {"Col2Im", 3, 3},
    {"Compress", 2, 2},
    {"Concat", 1, kAny},
    {"ConcatFromSequence", 1, 1},
    {"Constant", 0, 0},
    {"ConstantOfShape", 1, 1},
    {"Conv", 2, 3},
    {"ConvInteger", 2, 4},
    {"ConvTranspose", 2, 3},
    {"Cos", 1, 1},
    {"Cosh", 1, 1},
    {"CumProd", 2, 2},
    {"CumSum", 2, 2},
    {"DFT", 1, 3},
    {"DeformConv", 3, 5},
    {"DepthToSpace", 1, 1},
    {"DequantizeLinear", 2, 3},
    {"Det", 1, 1},
    {"Div", 2, 2},
    {"Dropout", 1, 3},
    {"DynamicQuantizeLinear", 1, 1},
    {"Einsum", 1, kAny},
    {"Elu", 1, 1},
    {"Equal", 2, 2},
    {"Erf", 1, 1},
    {"Exp", 1, 1},
    {"Expand", 2, 2},
    {"EyeLike", 1, 1},
    {"Flatten", 1, 1},
    {"Floor", 1, 1},
    {"GRU", 3, 6},
    {"Gather", 2, 2},
    {"GatherElements", 2, 2},
    {"GatherND", 2, 2},
    {"Gelu", 1, 1},
    {"Gemm", 2, 3},
    {"GlobalAveragePool", 1, 1},
    {"GlobalLpPool", 1, 1},
    {"GlobalMaxPool", 1, 1},
    {"Greater", 2, 2},
    {"GreaterOrEqual", 2, 2},
    {"GridSample", 2, 2},
    {"GroupNormalization", 3, 3},
    {"HammingWindow", 1, 1},
    {"HannWindow", 1, 1},
    {"HardSigmoid", 1, 1},
    {"HardSwish", 1, 1},
    {"Hardmax", 1, 1},
    {"Identity", 1, 1},
    {"If", 1, 1},
    {"ImageDecoder", 1, 1},
    {"InstanceNormalization", 3, 3},
    {"IsInf", 1, 1},
    {"IsNaN", 1, 1},
    {"LRN", 1, 1},
    {"LSTM", 3, 8},
    {"LayerNormalization", 2, 3},
    {"LeakyRelu", 1, 1},
    {"Less", 2, 2},
    {"LessOrEqual", 2, 2},
    {"LinearAttention", 3, 6},
    {"Log", 1, 1},
    {"LogSoftmax", 1, 1},
    {"Loop", 2, kAny},
    {"LpNormalization", 1, 1},
    {"LpPool", 1, 1},
    {"MatMul", 2, 2},
    {"MatMulInteger", 2, 4},
    {"Max", 1, kAny},
    {"MaxPool", 1, 1},
    {"MaxRoiPool", 2, 2},
    {"MaxUnpool", 2, 3},
    {"Mean", 1, kAny},
    {"MeanVarianceNormalization", 1, 1},
    {"MelWeightMatrix", 5, 5},
    {"Min", 1, kAny},
    {"Mish", 1, 1},
    {"Mod", 2, 2},
    {"Mul", 2, 2},
    {"Multinomial", 1, 1},
    {"Neg", 1, 1},
    {"NegativeLogLikelihoodLoss", 2, 3},
    {"NonMaxSuppression", 2, 5},
    {"NonZero", 1, 1},
    {"Not", 1, 1},
    {"OneHot", 3, 3},
    {"Optional", 0, 1},
    {"OptionalGetElement", 1, 1},
    {"OptionalHasElement", 0, 1},
    {"Or", 2, 2},
    {"PRelu", 2, 2},
    {"Pad", 1, 4},
    {"Pow", 2, 2},
    {"QLinearConv", 8, 9},
    {"QLinearMatMul", 8, 8},
    {"QuantizeLinear", 2, 3},
    {"RMSNormalization", 2, 2},
    {"RNN", 3, 6},
    {"RandomNormal", 0, 0},
    {"RandomNormalLike", 1, 1},
    {"RandomUniform", 0, 0},
    {"RandomUniformLike", 1, 1},
    {"Range", 3, 3},
    {"Reciprocal", 1, 1},
    {"ReduceL1", 1, 2},
    {"ReduceL2", 1, 2},
    {"ReduceLogSum", 1, 2},
    {"ReduceLogSumExp", 1, 2},
    {"ReduceMax", 1, 2},
    {"ReduceMean", 1, 2},
    {"ReduceMin", 1, 2},
    {"ReduceProd", 1, 2},
    {"ReduceSum", 1, 2},
    {"ReduceSumSquare", 1, 2},
    {"RegexFullMatch", 1, 1},
    {"Relu", 1, 1},
    {"Reshape", 1, 2},
    {"Resize", 1, 4},
    {"ReverseSequence", 2, 2},
    {"RoiAlign", 3, 3},
    {"RotaryEmbedding", 3, 4},
    {"Round", 1, 1},
    {"STFT", 2, 4},
    {"Scan", 1, kAny},
    {"Scatter", 3, 3},
    {"ScatterElements", 3, 3},
    {"ScatterND", 3, 3},
    {"Selu", 1, 1},
    {"SequenceAt", 2, 2},
    {"SequenceConstruct", 1, kAny},
    {"SequenceEmpty", 0, 0},
    {"SequenceErase", 1, 2},
    {"SequenceInsert", 2, 3},
    {"SequenceLength", 1, 1},
    {"SequenceMap", 1, kAny},
    {"Shape", 1, 1},
    {"Shrink", 1, 1},
    {"Sigmoid", 1, 1},
    {"Sign", 1, 1},
    {"Sin", 1, 1},
    {"Sinh", 1, 1},
    {"Size", 1, 1},
    {"Slice", 1, 5},
    {"Softmax", 1, 1},
    {"SoftmaxCrossEntropyLoss", 2, 3},
    {"Softplus", 1, 1},
    {"Softsign", 1, 1},
    {"SpaceToDepth", 1, 1},
    {"Split", 1, 2},
    {"SplitToSequence", 1, 2},
    {"Sqrt", 1, 1},
    {"Squeeze", 1, 2},
    {"StringConcat", 2, 2},
    {"StringNormalizer", 1, 1},
    {"StringSplit", 1, 1},
    {"Sub", 2, 2},
    {"Sum", 1, kAny},
    {"SwiGLU", 2, 2},
    {"Swish", 1, 1},
    {"Tan", 1, 1},
    {"Tanh", 1, 1},
    {"TensorScatter", 2, 3},
    {"TfIdfVectorizer", 1, 1},
    {"ThresholdedRelu", 1, 1},
    {"Tile", 2, 3},
    {"TopK", 1, 2},
    {"Transpose", 1, 1},
    {"Trilu", 1, 2},
    {"Unique", 1, 1},
    {"Unsqueeze", 1, 2},
    {"Upsample", 1, 2},
    {"Where", 3, 3},
    {"Xor", 2, 2},
};

const Inputs* inputs_of(std::string_view type) {
  const auto* found = std::ranges::lower_bound(kInputs, type, {}, &Inputs::type);
  return found == std::end(kInputs) || found->type != type ? nullptr : found;
}

tl::unexpected<base::Error> refuse(const graph::Node& node, std::string_view why) {
  return base::fail(
      base::ErrorKind::kUnsupported,
      fmt::format("{} {}; --runtime onnxruntime runs what it accepts of it", node.told(), why));
}

base::Result<void> check_node(const graph::Node& node, const std::set<std::string_view>& known) {
  const Inputs* allowed = node.domain == "ai.onnx" ? inputs_of(node.type) : nullptr;
  if (allowed == nullptr) return refuse(node, "is not given to OpenVINO");
  for (const graph::Attribute& attribute : node.attributes)
    if (attribute.has_graph)
      return refuse(node, "has a graph inside, which is not given to OpenVINO");
  if (node.inputs.size() < allowed->least || node.inputs.size() > allowed->most) {
    return refuse(node, fmt::format("has {} inputs, and takes {} at least", node.inputs.size(),
                                    allowed->least));
  }
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const std::string& input = node.inputs[i];
    const bool is_there = input.empty() ? i >= allowed->least : known.contains(input);
    if (!is_there) return refuse(node, fmt::format("lacks its input {}", i));
  }
  return {};
}

}  // namespace

base::Result<void> check_onnx(const std::string& path) {
  STACMLM_TRY(const auto source, artifact::open_source(path));
  STACMLM_TRY(const graph::Graph graph, graph::read_graph(*source));
  if (graph.has_functions) {
    return base::fail(base::ErrorKind::kUnsupported,
                      path +
                          ": functions of the model's own are not given to OpenVINO; --runtime "
                          "onnxruntime runs what it accepts of it");
  }
  std::set<std::string_view> known;
  for (const artifact::Tensor& input : graph.inputs) known.insert(input.name);
  for (const auto& [name, constant] : graph.constants) known.insert(name);
  for (const graph::Node& node : graph.nodes) {
    if (auto checked = check_node(node, known); !checked)
      return tl::unexpected(std::move(checked).error().during(path));
    known.insert(node.outputs.begin(), node.outputs.end());
  }
  return {};
}

}  // namespace stacmlm::run::ov

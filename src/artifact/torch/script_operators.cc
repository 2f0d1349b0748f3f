// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/script_operators.h"

#include <algorithm>
#include <iterator>

#include "artifact/torch/aten_names.h"

namespace stacmlm::artifact::torch {
namespace {

// All sorted.
// clang-format off
constexpr std::string_view kPrim[] = {
    "AutogradAnyNonZero", "AutogradZero", "BroadcastSizes", "CallFunction", "ConstantChunk",
    "EnumName", "EnumValue", "NumToTensor", "Print", "RaiseException", "TupleIndex", "TupleUnpack",
    "Uninitialized", "abs", "data", "device", "dtype", "grad", "id", "index", "is_cpu", "is_cuda",
    "is_meta", "is_mkldnn", "is_mps", "is_nested", "is_quantized", "is_sparse", "is_vulkan",
    "is_xpu", "isinstance", "itemsize", "layout", "max", "min", "name", "nbytes", "ndim", "num",
    "requires_grad", "shape", "tolist", "type", "unchecked_cast", "unchecked_unwrap_optional",
    "unsqueeze",
};

constexpr std::string_view kQuantized[] = {
    "add", "add_out", "add_relu", "add_relu_out", "add_scalar", "add_scalar_out", "add_scalar_relu",
    "add_scalar_relu_out", "batch_norm", "batch_norm1d", "batch_norm1d_relu", "batch_norm2d",
    "batch_norm2d_relu", "batch_norm3d", "batch_norm3d_relu", "batch_norm_relu", "cat", "cat_out",
    "cat_relu", "cat_relu_out", "celu", "clamp", "conv1d", "conv1d_dynamic", "conv1d_prepack",
    "conv1d_relu", "conv1d_unpack", "conv2d", "conv2d_dilation", "conv2d_dynamic", "conv2d_groups",
    "conv2d_output_padding", "conv2d_padding", "conv2d_prepack", "conv2d_relu", "conv2d_stride",
    "conv2d_transpose", "conv2d_unpack", "conv2d_unpack_sizes", "conv3d", "conv3d_dilation",
    "conv3d_dynamic", "conv3d_groups", "conv3d_output_padding", "conv3d_padding", "conv3d_prepack",
    "conv3d_relu", "conv3d_stride", "conv3d_transpose", "conv3d_unpack", "conv_prepack",
    "conv_transpose1d", "conv_transpose1d_dynamic", "conv_transpose1d_prepack",
    "conv_transpose1d_unpack", "conv_transpose2d", "conv_transpose2d_dilation",
    "conv_transpose2d_dynamic", "conv_transpose2d_groups", "conv_transpose2d_output_padding",
    "conv_transpose2d_padding", "conv_transpose2d_prepack", "conv_transpose2d_stride",
    "conv_transpose2d_transpose", "conv_transpose2d_unpack", "conv_transpose3d",
    "conv_transpose3d_dilation", "conv_transpose3d_dynamic", "conv_transpose3d_groups",
    "conv_transpose3d_output_padding", "conv_transpose3d_padding", "conv_transpose3d_prepack",
    "conv_transpose3d_stride", "conv_transpose3d_transpose", "conv_transpose3d_unpack",
    "conv_unpack", "dropout", "elu", "embedding_4bit", "embedding_bag_2bit_prepack",
    "embedding_bag_2bit_rowwise_offsets", "embedding_bag_2bit_unpack", "embedding_bag_4bit",
    "embedding_bag_4bit_prepack", "embedding_bag_4bit_rowwise_offsets", "embedding_bag_4bit_unpack",
    "embedding_bag_byte", "embedding_bag_byte_prepack", "embedding_bag_byte_rowwise_offsets",
    "embedding_bag_byte_unpack", "embedding_bag_prepack", "embedding_bag_unpack", "embedding_byte",
    "group_norm", "hardswish", "instance_norm", "layer_norm", "leaky_relu", "linear",
    "linear_dynamic", "linear_dynamic_fp16", "linear_prepack", "linear_prepack_fp16",
    "linear_prepack_fp16_legacy", "linear_prepack_legacy", "linear_relu", "linear_relu_dynamic",
    "linear_relu_dynamic_fp16", "linear_unpack", "linear_unpack_fp16", "make_quantized_cell_params",
    "make_quantized_cell_params_dynamic", "make_quantized_cell_params_fp16", "matmul", "max_pool1d",
    "max_pool2d", "mul", "mul_out", "mul_relu", "mul_relu_out", "mul_scalar", "mul_scalar_out",
    "mul_scalar_relu", "mul_scalar_relu_out", "prelu", "quantized_gru_cell_dynamic",
    "quantized_lstm_cell_dynamic", "quantized_rnn_relu_cell_dynamic",
    "quantized_rnn_tanh_cell_dynamic", "relu6", "sigmoid", "softmax", "threshold",
};

// Keywords among them: a bracket may follow them.
constexpr std::string_view kLanguage[] = {
    "Exception", "abs", "all", "and", "annotate", "any", "as", "assert", "await", "awaitable",
    "bin", "bool", "break", "chr", "complex", "continue", "def", "del", "delattr", "dict", "divmod",
    "elif", "else", "enumerate", "except", "float", "for", "fork", "from", "getattr", "global",
    "hasattr", "hash", "hex", "id", "if", "in", "int", "is", "isinstance", "lambda", "len", "list",
    "max", "min", "not", "oct", "or", "ord", "pass", "print", "raise", "range", "return", "round",
    "set", "slice", "sorted", "str", "sum", "super", "tuple", "type", "unchecked_cast",
    "uninitialized", "wait", "while", "with", "yield", "zip",
};

constexpr std::string_view kFileNames[] = {
    "_load_state", "decode_file", "from_file", "load", "load_library", "open", "read_file", "save",
    "save_to_db", "write_file", "write_jpeg", "write_png",
};
// clang-format on

static_assert(std::ranges::is_sorted(kPrim) && std::ranges::is_sorted(kQuantized) &&
              std::ranges::is_sorted(kLanguage) && std::ranges::is_sorted(kFileNames));

struct Namespace {
  std::string_view name;
  OperatorKind (*kind_of)(std::string_view operator_name);
};

template <const auto& known>
OperatorKind look_up(std::string_view name) {
  return std::ranges::binary_search(known, name) ? OperatorKind::kComputes : OperatorKind::kUnknown;
}

// PyTorch's own. Its classes of C++ hold packed weights.
constexpr Namespace kNamespaces[] = {
    {"aten",
     [](std::string_view name) {
       return std::ranges::binary_search(aten_names(), name) ? OperatorKind::kComputes
                                                             : OperatorKind::kUnknown;
     }},
    {"classes.quantized", [](std::string_view) { return OperatorKind::kComputes; }},
    {"classes.xnnpack", [](std::string_view) { return OperatorKind::kComputes; }},
    {"prim", look_up<kPrim>},
    {"quantized", look_up<kQuantized>},
};

}  // namespace

bool is_file_name(std::string_view name) { return std::ranges::binary_search(kFileNames, name); }

bool is_language_function(std::string_view name) {
  return std::ranges::binary_search(kLanguage, name);
}

OperatorKind kind_of_operator(std::string_view name) {
  const std::size_t colons = name.find("::");
  const std::string_view space = name.substr(0, colons);
  const std::string_view rest = name.substr(colons + 2);
  if (is_file_name(rest)) return OperatorKind::kFiles;
  const auto* known = std::ranges::find(kNamespaces, space, &Namespace::name);
  return known == std::end(kNamespaces) ? OperatorKind::kForeign : known->kind_of(rest);
}

}  // namespace stacmlm::artifact::torch

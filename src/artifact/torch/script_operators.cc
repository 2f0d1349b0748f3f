// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/script_operators.h"

#include <algorithm>
#include <iterator>

namespace stacmlm::artifact::torch {
namespace {

// All sorted. Of `aten` those that take and give tensors, numbers, texts and lists of them, those
// that work in place among them.
// clang-format off
constexpr std::string_view kAten[] = {
    "Delete", "Size", "__and__", "__contains__", "__derive_index", "__getitem__", "__iand__",
    "__interpolate", "__ior__", "__is__", "__isnot__", "__ixor__", "__lshift__", "__not__",
    "__or__", "__range_length", "__round_to_zero_floordiv", "__rshift__", "__upsample",
    "__upsample_bilinear", "__upsample_nearest", "__xor__", "_adaptive_avg_pool2d",
    "_adaptive_avg_pool3d", "_cast_Float", "_cast_Half", "_cast_Int", "_cast_Long", "_convolution",
    "_convolution_mode", "_fft_c2c", "_fft_c2r", "_fft_r2c", "_get_tracing_state", "_infer_size",
    "_list_to_tensor", "_log_softmax", "_native_multi_head_attention", "_nested_tensor_from_mask",
    "_nnpack_spatial_convolution", "_no_grad_embedding_renorm_", "_pack_padded_sequence",
    "_pad_circular", "_pad_enum", "_pad_packed_sequence", "_reshape_from_tensor",
    "_scaled_dot_product_attention", "_set_item", "_shape_as_tensor", "_size_if_not_equal",
    "_softmax", "_sparse_coo_tensor_unsafe", "_to_copy", "_transformer_encoder_layer_fwd",
    "_trilinear", "_unique", "_unique2", "_unsafe_view", "_upsample_bicubic2d_aa",
    "_upsample_bilinear2d_aa", "_upsample_nearest_exact1d", "_upsample_nearest_exact2d",
    "_upsample_nearest_exact3d", "_weight_norm", "_weight_norm_interface", "abs", "abs_",
    "absolute", "acos", "acos_", "acosh", "acosh_", "adaptive_avg_pool1d", "adaptive_avg_pool2d",
    "adaptive_avg_pool3d", "adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d",
    "add", "add_", "addbmm", "addcdiv", "addcdiv_", "addcmul", "addcmul_", "addmm", "addmm_",
    "addmv", "addmv_", "addr", "affine_grid_generator", "alias", "align_to", "all", "allclose",
    "alpha_dropout", "alpha_dropout_", "amax", "amin", "aminmax", "and", "angle", "any", "append",
    "arange", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctan2", "arctanh", "argmax",
    "argmin", "argsort", "argwhere", "as_strided", "asin", "asin_", "asinh", "asinh_", "atan",
    "atan2", "atan2_", "atan_", "atanh", "atanh_", "atleast_1d", "atleast_2d", "atleast_3d",
    "avg_pool1d", "avg_pool2d", "avg_pool3d", "backward", "baddbmm", "bartlett_window",
    "batch_norm", "bernoulli", "bernoulli_", "bilinear", "binary_cross_entropy",
    "binary_cross_entropy_with_logits", "bincount", "bitwise_and", "bitwise_and_",
    "bitwise_left_shift", "bitwise_not", "bitwise_not_", "bitwise_or", "bitwise_or_",
    "bitwise_right_shift", "bitwise_xor", "bitwise_xor_", "blackman_window", "block_diag", "bmm",
    "bool", "broadcast_tensors", "broadcast_to", "bucketize", "capitalize", "cartesian_prod", "cat",
    "cauchy", "cauchy_", "cdist", "ceil", "ceil_", "celu", "celu_", "chain_matmul",
    "channel_shuffle", "cholesky", "cholesky_inverse", "cholesky_solve", "chr", "chunk", "clamp",
    "clamp_", "clamp_max", "clamp_max_", "clamp_min", "clamp_min_", "clear", "clip", "clip_",
    "clone", "col2im", "column_stack", "combinations", "complex", "concat", "concatenate", "conj",
    "conj_physical", "constant_pad_nd", "contains", "contiguous", "conv1d", "conv2d", "conv3d",
    "conv_tbc", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "convolution", "copy",
    "copy_", "copysign", "corrcoef", "cos", "cos_", "cosh", "cosh_", "cosine_embedding_loss",
    "cosine_similarity", "count", "count_nonzero", "cov", "cpu", "cross", "cross_entropy_loss",
    "ctc_loss", "cuda", "cudnn_convolution", "cummax", "cummin", "cumprod", "cumprod_", "cumsum",
    "cumsum_", "cumulative_trapezoid", "data", "deg2rad", "degrees", "dense_dim", "dequantize",
    "det", "detach", "detach_", "device", "diag", "diag_embed", "diagflat", "diagonal", "dict",
    "diff", "digamma", "digamma_", "dim", "dist", "div", "div_", "divide", "divide_", "divmod",
    "dot", "dropout", "dropout_", "dsplit", "dstack", "dtype", "einsum", "elu", "elu_", "embedding",
    "embedding_bag", "embedding_renorm_", "empty", "empty_like", "empty_strided", "enable_grad",
    "endswith", "eq", "eq_", "equal", "erf", "erf_", "erfc", "erfc_", "erfinv", "erfinv_", "exp",
    "exp2", "exp2_", "exp_", "expand", "expand_as", "expandtabs", "expm1", "expm1_", "exponential",
    "exponential_", "extend", "eye", "fake_quantize_per_channel_affine",
    "fake_quantize_per_tensor_affine", "feature_alpha_dropout", "feature_dropout",
    "feature_dropout_", "fft_fft", "fft_fft2", "fft_fftfreq", "fft_fftn", "fft_fftshift",
    "fft_hfft", "fft_ifft", "fft_ifft2", "fft_ifftn", "fft_ifftshift", "fft_ihfft", "fft_irfft",
    "fft_irfft2", "fft_irfftn", "fft_rfft", "fft_rfft2", "fft_rfftfreq", "fft_rfftn", "fill",
    "fill_", "fill_diagonal", "fill_diagonal_", "find", "flatten", "flip", "fliplr", "flipud",
    "float", "float_power", "float_power_", "floor", "floor_", "floor_divide", "floor_divide_",
    "floordiv", "fmax", "fmin", "fmod", "fmod_", "format", "frac", "frac_", "frexp",
    "frobenius_norm", "full", "full_like", "gather", "gcd", "gcd_", "ge", "ge_", "gelu", "gelu_",
    "geometric", "geometric_", "geqrf", "ger", "get", "get_device", "glu", "grad", "greater",
    "greater_equal", "grid_sampler", "grid_sampler_2d", "grid_sampler_3d", "group_norm", "gru",
    "gru_cell", "gt", "gt_", "hamming_window", "hann_window", "hardshrink", "hardsigmoid",
    "hardsigmoid_", "hardswish", "hardswish_", "hardtanh", "hardtanh_", "has_torch_function",
    "hash", "heaviside", "hex", "hinge_embedding_loss", "histc", "histogram", "hsplit", "hstack",
    "huber_loss", "hypot", "hypot_", "i0", "i0_", "igamma", "igammac", "im2col", "imag", "index",
    "index_add", "index_add_", "index_copy", "index_copy_", "index_fill", "index_fill_",
    "index_put", "index_put_", "index_select", "index_select_", "inner", "insert", "instance_norm",
    "int", "int_repr", "inverse", "is_autocast_cpu_enabled", "is_autocast_enabled", "is_coalesced",
    "is_complex", "is_contiguous", "is_cuda", "is_floating_point", "is_grad_enabled",
    "is_inference", "is_leaf", "is_nonzero", "is_pinned", "is_quantized", "is_same_size",
    "is_scripting", "is_signed", "is_sparse", "is_tracing", "isalnum", "isalpha", "isclose",
    "isdecimal", "isdigit", "isfinite", "isin", "isinf", "isinteger", "islower", "isnan",
    "isneginf", "isnumeric", "isposinf", "isprintable", "isreal", "isspace", "istft", "istitle",
    "isupper", "item", "items", "join", "keys", "kl_div", "kron", "kthvalue", "l1_loss",
    "layer_norm", "layout", "lcm", "ldexp", "ldexp_", "le", "le_", "leaky_relu", "leaky_relu_",
    "len", "lerp", "lerp_", "less", "less_equal", "lgamma", "lgamma_", "linalg_cholesky",
    "linalg_cond", "linalg_cross", "linalg_det", "linalg_diagonal", "linalg_eig", "linalg_eigh",
    "linalg_eigvals", "linalg_eigvalsh", "linalg_householder_product", "linalg_inv", "linalg_lstsq",
    "linalg_lu", "linalg_matmul", "linalg_matrix_exp", "linalg_matrix_norm", "linalg_matrix_power",
    "linalg_matrix_rank", "linalg_multi_dot", "linalg_norm", "linalg_pinv", "linalg_qr",
    "linalg_slogdet", "linalg_solve", "linalg_solve_triangular", "linalg_svd", "linalg_svdvals",
    "linalg_tensorinv", "linalg_tensorsolve", "linalg_vander", "linalg_vecdot",
    "linalg_vector_norm", "linear", "linspace", "list", "ljust", "log", "log10", "log10_", "log1p",
    "log1p_", "log2", "log2_", "log_", "log_normal", "log_normal_", "log_sigmoid", "log_softmax",
    "logaddexp", "logaddexp2", "logcumsumexp", "logdet", "logical_and", "logical_and_",
    "logical_not", "logical_not_", "logical_or", "logical_or_", "logical_xor", "logical_xor_",
    "logit", "logit_", "logspace", "logsumexp", "lower", "lshift", "lstm", "lstm_cell", "lstrip",
    "lt", "lt_", "lu_solve", "lu_unpack", "manual_seed", "margin_ranking_loss", "masked_fill",
    "masked_fill_", "masked_scatter", "masked_scatter_", "masked_select", "matmul", "matrix_exp",
    "matrix_power", "max", "max_pool1d", "max_pool1d_with_indices", "max_pool2d",
    "max_pool2d_with_indices", "max_pool3d", "max_pool3d_with_indices", "max_unpool2d",
    "max_unpool3d", "maximum", "mean", "median", "meshgrid", "min", "minimum", "mish", "mish_",
    "mkldnn_convolution", "mm", "mode", "modf", "moveaxis", "movedim", "mse_loss", "msort", "mul",
    "mul_", "multi_margin_loss", "multilabel_margin_loss", "multilabel_soft_margin_loss",
    "multinomial", "multiply", "multiply_", "mv", "mvlgamma", "nan_to_num", "nan_to_num_",
    "nanmean", "nanmedian", "nanquantile", "nansum", "narrow", "narrow_copy", "native_batch_norm",
    "native_dropout", "native_group_norm", "native_layer_norm", "ne", "ne_", "neg", "neg_",
    "negative", "negative_", "nested_tensor", "new_empty", "new_full", "new_ones", "new_tensor",
    "new_zeros", "nextafter", "nll_loss", "nll_loss2d", "nll_loss_nd", "nonzero", "nonzero_numpy",
    "norm", "norm_except_dim", "normal", "normal_", "not", "not_equal", "nuclear_norm", "numel",
    "numpy_T", "oct", "one_hot", "ones", "ones_like", "or", "ord", "orgqr", "ormqr", "outer", "pad",
    "pad_sequence", "pairwise_distance", "partition", "pdist", "permute", "pin_memory", "pinverse",
    "pixel_shuffle", "pixel_unshuffle", "poisson", "poisson_nll_loss", "polar", "polygamma", "pop",
    "popitem", "positive", "pow", "pow_", "prelu", "prod", "put", "put_", "q_per_channel_axis",
    "q_per_channel_scales", "q_per_channel_zero_points", "q_scale", "q_zero_point", "qr", "qscheme",
    "quantile", "quantize_per_channel", "quantize_per_tensor", "quantize_per_tensor_dynamic",
    "rad2deg", "radians", "rand", "rand_like", "randint", "randint_like", "randn", "randn_like",
    "random", "random_", "randperm", "range", "ravel", "real", "reciprocal", "reciprocal_",
    "reflection_pad1d", "reflection_pad2d", "reflection_pad3d", "relu", "relu6", "relu6_", "relu_",
    "remainder", "remainder_", "remove", "renorm", "renorm_", "repeat", "repeat_interleave",
    "replace", "replication_pad1d", "replication_pad2d", "replication_pad3d", "requires_grad",
    "requires_grad_", "reshape", "reshape_", "reshape_as", "resize", "resize_", "resize_as",
    "resize_as_", "resolve_conj", "resolve_neg", "reverse", "rfind", "rindex", "rjust", "rms_norm",
    "rnn_relu", "rnn_relu_cell", "rnn_tanh", "rnn_tanh_cell", "roll", "rot90", "round", "round_",
    "row_stack", "rpartition", "rrelu", "rrelu_", "rshift", "rsplit", "rsqrt", "rsqrt_", "rstrip",
    "rsub", "scalar_tensor", "scaled_dot_product_attention", "scatter", "scatter_", "scatter_add",
    "scatter_add_", "scatter_reduce", "scatter_reduce_", "searchsorted", "select", "select_scatter",
    "selu", "selu_", "set_grad_enabled", "setdefault", "sgn", "sigmoid", "sigmoid_", "sign",
    "sign_", "signbit", "silu", "silu_", "sin", "sin_", "sinc", "sinc_", "sinh", "sinh_", "size",
    "slice", "slice_scatter", "slogdet", "smm", "smooth_l1_loss", "soft_margin_loss", "softmax",
    "softmax_", "softplus", "softshrink", "sort", "sorted", "sparse_coo_tensor", "sparse_dim",
    "special_digamma", "special_entr", "special_erf", "special_erfc", "special_erfinv",
    "special_exp2", "special_expit", "special_expm1", "special_gammaln", "special_i0",
    "special_i0e", "special_log1p", "special_log_softmax", "special_logit", "special_logsumexp",
    "special_ndtr", "special_ndtri", "special_psi", "special_round", "special_sinc",
    "special_softmax", "special_xlogy", "split", "split_with_sizes", "splitlines", "sqrt", "sqrt_",
    "square", "square_", "squeeze", "squeeze_", "squeeze__", "stack", "startswith", "std",
    "std_mean", "stft", "storage_offset", "str", "stride", "strip", "sub", "sub_", "subtract",
    "subtract_", "sum", "sum_to_size", "svd", "swapaxes", "swapaxes_", "swapcase", "swapdims", "t",
    "t_", "take", "take_along_dim", "tan", "tan_", "tanh", "tanh_", "tensor", "tensor_split",
    "tensordot", "threshold", "threshold_", "tile", "title", "to", "to_dense", "to_mkldnn",
    "to_sparse", "tolist", "topk", "trace", "transpose", "transpose_", "trapezoid", "trapz",
    "triangular_solve", "tril", "tril_", "tril_indices", "triplet_margin_loss", "triu", "triu_",
    "triu_indices", "true_divide", "true_divide_", "trunc", "trunc_", "truncate", "type_as",
    "unbind", "unflatten", "unfold", "uniform", "uniform_", "unique", "unique_consecutive",
    "unique_dim", "unsafe_chunk", "unsafe_split", "unsafe_split_with_sizes", "unsqueeze",
    "unsqueeze_", "update", "upper", "upsample_bicubic2d", "upsample_bilinear2d",
    "upsample_linear1d", "upsample_nearest1d", "upsample_nearest2d", "upsample_nearest3d",
    "upsample_trilinear3d", "values", "vander", "var", "var_mean", "vdot", "view", "view_as",
    "view_as_complex", "view_as_real", "view_copy", "vsplit", "vstack", "warn", "where", "xlogy",
    "xlogy_", "xor", "zero", "zero_", "zeros", "zeros_like", "zfill",
};

constexpr std::string_view kPrim[] = {
    "AutogradAnyNonZero", "AutogradZero", "BroadcastSizes", "CallFunction", "ConstantChunk",
    "EnumName", "EnumValue", "NumToTensor", "Print", "RaiseException", "TupleIndex", "TupleUnpack",
    "Uninitialized", "abs", "data", "device", "dtype", "grad", "id", "index", "is_cpu", "is_cuda",
    "is_meta", "is_mkldnn", "is_mps", "is_quantized", "is_sparse", "is_vulkan", "is_xpu",
    "isinstance", "itemsize", "layout", "max", "min", "name", "nbytes", "ndim", "num",
    "requires_grad", "shape", "tolist", "type", "unchecked_cast", "unchecked_unwrap_optional",
    "unsqueeze",
};

constexpr std::string_view kQuantized[] = {
    "add", "add_out", "add_relu", "add_scalar", "batch_norm1d", "batch_norm2d", "batch_norm2d_relu",
    "batch_norm3d", "cat", "cat_relu", "celu", "clamp", "conv1d", "conv1d_prepack", "conv1d_relu",
    "conv2d", "conv2d_dilation", "conv2d_dynamic", "conv2d_groups", "conv2d_output_padding",
    "conv2d_padding", "conv2d_prepack", "conv2d_relu", "conv2d_stride", "conv2d_transpose",
    "conv2d_unpack", "conv3d", "conv3d_prepack", "conv3d_relu", "conv_transpose1d",
    "conv_transpose2d", "conv_transpose2d_prepack", "dropout", "elu", "embedding_bag_byte",
    "embedding_bag_prepack", "embedding_byte", "group_norm", "hardswish", "instance_norm",
    "layer_norm", "leaky_relu", "linear", "linear_dynamic", "linear_prepack", "linear_relu",
    "linear_relu_dynamic", "linear_unpack", "matmul", "max_pool2d", "mul", "mul_relu", "mul_scalar",
    "prelu", "relu6", "sigmoid", "softmax", "tanh", "threshold",
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

static_assert(std::ranges::is_sorted(kAten) && std::ranges::is_sorted(kPrim) &&
              std::ranges::is_sorted(kQuantized) && std::ranges::is_sorted(kLanguage) &&
              std::ranges::is_sorted(kFileNames));

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
    {"aten", look_up<kAten>},
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

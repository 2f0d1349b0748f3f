// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/harmless.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "rules/model/framework_names.h"

namespace stacmlm::artifact::pickle {
namespace {

struct HarmlessNames {
  std::string_view module;
  std::string_view names;  // with one space between
};

// Sorted by module. `_codecs.encode` is how protocols 0 to 2 write bytes: it looks a text encoding
// up among Python's own.
constexpr HarmlessNames kHarmless[] = {
    {"__builtin__",
     "bool bytearray bytes complex dict float frozenset int list long object range set slice str "
     "tuple unicode xrange"},
    {"_codecs", "encode"},
    {"argparse", "Namespace"},
    {"builtins",
     "Ellipsis NotImplemented bool bytearray bytes complex dict float frozenset int list object "
     "range set slice str tuple"},
    {"collections", "Counter OrderedDict defaultdict deque"},
    {"copy_reg", "__newobj__ _reconstructor"},
    {"copyreg", "__newobj__ _reconstructor"},
    {"datetime", "date datetime time timedelta timezone"},
    {"decimal", "Decimal"},
    {"fractions", "Fraction"},
    {"numpy",
     "bool bool_ complex128 complex64 dtype float16 float32 float64 int16 int32 int64 int8 ndarray "
     "str_ uint16 uint32 uint64 uint8"},
    {"numpy._core.multiarray", "_reconstruct scalar"},
    {"numpy._core.numeric", "_frombuffer"},
    {"numpy.core.multiarray", "_reconstruct scalar"},
    {"numpy.core.numeric", "_frombuffer"},
    {"numpy.dtypes",
     "BoolDType Complex128DType Complex64DType Float16DType Float32DType Float64DType Int16DType "
     "Int32DType Int64DType Int8DType UInt16DType UInt32DType UInt64DType UInt8DType"},
    {"pathlib", "Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath"},
    {"torch",
     "BFloat16Storage BoolStorage ByteStorage CharStorage ComplexDoubleStorage ComplexFloatStorage "
     "DoubleStorage FloatStorage Float8_e4m3fnStorage Float8_e5m2Storage HalfStorage IntStorage "
     "LongStorage QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage "
     "ShortStorage Size Tensor UntypedStorage bfloat16 bool complex128 complex32 complex64 "
     "contiguous_format channels_last device double float float16 float32 float64 "
     "float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz half int int16 int32 int64 int8 "
     "long per_channel_affine per_channel_affine_float_qparams per_channel_symmetric "
     "per_tensor_affine per_tensor_symmetric preserve_format qint32 qint8 quint8 short sparse_bsc "
     "sparse_bsr sparse_coo sparse_csc sparse_csr strided uint16 uint32 uint64 uint8"},
    {"torch._tensor", "_rebuild_from_type_v2"},
    {"torch._utils",
     "_rebuild_device_tensor_from_cpu_tensor _rebuild_device_tensor_from_numpy "
     "_rebuild_meta_tensor_no_storage _rebuild_nested_tensor _rebuild_parameter "
     "_rebuild_parameter_with_state _rebuild_qtensor _rebuild_sparse_csr_tensor "
     "_rebuild_sparse_tensor _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3"},
    {"torch.jit._pickle",
     "build_boollist build_doublelist build_intlist build_tensor_from_id build_tensorlist "
     "restore_type_tag"},
    {"torch.nn.parameter", "Buffer Parameter"},
    {"torch.serialization", "_get_layout"},
    {"torch.storage", "TypedStorage UntypedStorage _TypedStorage _UntypedStorage"},
    {"torch.torch_version", "TorchVersion"},
};
static_assert(std::ranges::is_sorted(kHarmless, {}, &HarmlessNames::module));

constexpr std::string_view kTorchScriptClasses = "__torch__";

bool has_word(std::string_view words, std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return true;
  }
  return false;
}

struct Library {
  std::string_view package;
  std::string_view title;     // empty: MLM's word for the framework that it is
  bool is_framework = false;  // an estimator of it tells the framework
};

constexpr Library kLibraries[] = {
    {"catboost", "CatBoost", true},
    {"fastai", "fastai"},
    {"imblearn", "imbalanced-learn"},
    {"joblib", "joblib"},
    {"lightgbm", "LightGBM", true},
    {"lightning", "PyTorch Lightning"},
    {"numpy", "NumPy"},
    {"omegaconf", "OmegaConf"},
    {"pandas", "pandas"},
    {"pytorch_lightning", "PyTorch Lightning"},
    {"scipy", "SciPy"},
    {"segmentation_models_pytorch", "segmentation_models_pytorch"},
    {"sklearn", "", true},
    {"timm", "timm"},
    {"torch", ""},
    {"torchgeo", "TorchGeo"},
    {"torchvision", "torchvision"},
    {"transformers", "transformers"},
    {"ultralytics", "Ultralytics"},
    {"xgboost", "XGBoost", true},
};

const Library* find_library(std::string_view module) {
  const std::string_view package = module.substr(0, module.find('.'));
  const auto* found = std::ranges::find(kLibraries, package, &Library::package);
  return found == std::end(kLibraries) ? nullptr : found;
}

}  // namespace

bool is_joblib_array(const Global& global) {
  return global.module == "joblib.numpy_pickle" && global.name == "NumpyArrayWrapper";
}

bool is_harmless(const Global& global, Loader loader) {
  if (loader == Loader::kTorchScript &&
      (global.module == kTorchScriptClasses ||
       global.module.starts_with(std::string(kTorchScriptClasses) + '.')))
    return true;
  if (loader == Loader::kJoblib && is_joblib_array(global)) return true;
  const auto* row = std::ranges::lower_bound(kHarmless, global.module, {}, &HarmlessNames::module);
  return row != std::end(kHarmless) && row->module == global.module &&
         has_word(row->names, global.name);
}

std::string_view library_of(std::string_view module) {
  const Library* library = find_library(module);
  if (library == nullptr) return {};
  return library->title.empty() ? rules::framework_named(library->package) : library->title;
}

std::string_view framework_of(std::string_view module) {
  const Library* library = find_library(module);
  return library == nullptr || !library->is_framework ? std::string_view() : library_of(module);
}

}  // namespace stacmlm::artifact::pickle

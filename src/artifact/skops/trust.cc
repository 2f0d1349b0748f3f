// SPDX-License-Identifier: Apache-2.0
#include "artifact/skops/trust.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "artifact/name_list.h"
#include "artifact/pickle/harmless.h"

namespace stacmlm::artifact::skops {
namespace {

struct TypeName {
  std::string_view module;
  std::string_view name;
};

// Beyond what is harmless in pickles too.
constexpr TypeName kTypes[] = {
    {"builtins", "NoneType"},
    {"builtins", "type"},
    {"builtins", "function"},  // which one, stands in its content
    {"numpy", "ufunc"},
    {"numpy.ma", "MaskedArray"},
    {"numpy.ma.core", "MaskedArray"},
    {"numpy.random", "RandomState"},
    {"numpy.random", "Generator"},
    {"numpy.random.mtrand", "RandomState"},
    {"numpy.random._generator", "Generator"},
};

constexpr std::string_view kCompiled[] = {"sklearn.ensemble._hist_gradient_boosting.predictor",
                                          "sklearn.neighbors._ball_tree",
                                          "sklearn.neighbors._kd_tree", "sklearn.tree._tree"};

constexpr std::string_view kBitGenerators[] = {"MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"};

// The last ones are of former versions.
constexpr std::string_view kLoaders[] = {"BytearrayNode",
                                         "BytesNode",
                                         "CachedNode",
                                         "ConstructorFromReduceNode",
                                         "DTypeNode",
                                         "DefaultDictNode",
                                         "DictNode",
                                         "FunctionNode",
                                         "JsonNode",
                                         "ListNode",
                                         "LossNode",
                                         "MaskedArrayNode",
                                         "MethodNode",
                                         "NdArrayNode",
                                         "ObjectNode",
                                         "OperatorFuncNode",
                                         "PartialNode",
                                         "QuantileForestNode",
                                         "RandomGeneratorNode",
                                         "RandomStateNode",
                                         "SetNode",
                                         "SliceNode",
                                         "SparseMatrixNode",
                                         "TreeNode",
                                         "TupleNode",
                                         "TypeNode",
                                         "ReduceNode",
                                         "SGDNode"};

// Of NumPy. They calculate, and take nothing but numbers.
constexpr std::string_view kFunctions[] = {
    "absolute",    "add",           "arccos",       "arccosh",     "arcsin",      "arcsinh",
    "arctan",      "arctan2",       "arctanh",      "cbrt",        "ceil",        "conjugate",
    "copysign",    "cos",           "cosh",         "deg2rad",     "degrees",     "divide",
    "divmod",      "equal",         "exp",          "exp2",        "expm1",       "fabs",
    "float_power", "floor",         "floor_divide", "fmax",        "fmin",        "fmod",
    "greater",     "greater_equal", "heaviside",    "hypot",       "isfinite",    "isinf",
    "isnan",       "less",          "less_equal",   "log",         "log10",       "log1p",
    "log2",        "logaddexp",     "logaddexp2",   "logical_and", "logical_not", "logical_or",
    "logical_xor", "matmul",        "maximum",      "minimum",     "modf",        "multiply",
    "negative",    "not_equal",     "positive",     "power",       "rad2deg",     "radians",
    "reciprocal",  "remainder",     "rint",         "sign",        "signbit",     "sin",
    "sinh",        "sqrt",          "square",       "subtract",    "tan",         "tanh",
    "trunc"};

bool is_in(std::string_view module, std::string_view package) {
  return module.starts_with(package) &&
         (module.size() == package.size() || module[package.size()] == '.');
}

/// Names of classes have it; those of modules and functions have not.
bool has_capital(std::string_view name) {
  name.remove_prefix(std::min(name.find_first_not_of('_'), name.size()));
  return !name.empty() && name[0] >= 'A' && name[0] <= 'Z' &&
         name.find('.') == std::string_view::npos;
}

}  // namespace

bool is_trusted_type(std::string_view module, std::string_view name) {
  const auto is_it = [&](const TypeName& type) {
    return type.module == module && type.name == name;
  };
  if (std::ranges::any_of(kTypes, is_it)) return true;
  if (is_in(module, "sklearn")) return has_capital(name);
  if (is_in(module, "scipy.sparse")) return name.ends_with("_matrix") || name.ends_with("_array");
  return pickle::is_harmless({std::string(module), std::string(name)}, pickle::Loader::kPython);
}

bool is_trusted_function(std::string_view module, std::string_view name) {
  if (module == "scipy.special._ufuncs" || module == "scipy.special._special_ufuncs")
    return name.find_first_of("._") == std::string_view::npos;
  return (module == "numpy" || module == "numpy._core.umath" || module == "numpy.core.umath") &&
         contains(kFunctions, name);
}

bool is_compiled(std::string_view module) { return contains(kCompiled, module); }

bool is_bit_generator(std::string_view name) { return contains(kBitGenerators, name); }

bool is_loader(std::string_view name) { return contains(kLoaders, name); }

}  // namespace stacmlm::artifact::skops

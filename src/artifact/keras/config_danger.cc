// SPDX-License-Identifier: Apache-2.0
#include "artifact/keras/config_danger.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "artifact/json/json_text.h"
#include "artifact/keras/known_classes.h"
#include "artifact/name_list.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::artifact::keras {
namespace {

using json::Value;

/// Classes of Keras that are more than arithmetic.
struct RiskyClass {
  std::string_view name;
  DangerKind kind;
  std::string_view what;
};

constexpr RiskyClass kRisky[] = {
    {"Lambda", DangerKind::kPythonCode, "a Lambda layer runs Python code that the file holds"},
    {"__lambda__", DangerKind::kPythonCode, "a function as Python byte code"},
    {"TorchModuleWrapper", DangerKind::kPythonCode, "a PyTorch module that is unpickled"},
    {"JaxLayer", DangerKind::kPythonCode, "a layer that calls a Python function of the author"},
    {"FlaxLayer", DangerKind::kPythonCode, "a layer that calls a Python module of the author"},
    {"TFSMLayer", DangerKind::kFileAccess, "a layer that loads a SavedModel from elsewhere"},
    {"TensorFlowOpLayer", DangerKind::kNotAnalysed, "a raw operation of TensorFlow"},
    {"ClassMethod", DangerKind::kNotAnalysed, "a method of TensorFlow that is called by name"},
    {"InstanceMethod", DangerKind::kNotAnalysed, "a method of TensorFlow that is called by name"},
};

/// What Keras makes itself, without a look at the module.
constexpr std::string_view kValueNames[] = {"__bytes__",  "__ellipsis__", "__keras_tensor__",
                                            "__lambda__", "__numpy__",    "__slice__",
                                            "__tensor__", "__tuple__"};

/// Functions of Python itself that Keras has looked up by name and called.
constexpr std::string_view kBuiltIns[] = {"__import__", "breakpoint", "compile", "delattr",
                                          "eval",       "exec",       "getattr", "globals",
                                          "input",      "open",       "setattr", "vars"};

/// Parts of Keras whose functions compute and do nothing else.
constexpr std::string_view kPureParts[] = {"activations", "constraints",  "initializers", "losses",
                                           "metrics",     "regularizers", "ops"};

/// Families of TensorFlow's functions that compute and do nothing else.
constexpr std::string_view kPureFunctions[] = {
    "__operators__.",
    "math.",
    "nn.",
    "linalg.",
    "image.resize",
    "compat.v1.transpose",
    "cast",
    "clip_by_value",
    "concat",
    "convert_to_tensor",
    "expand_dims",
    "reshape",
    "shape",
    "split",
    "squeeze",
    "stack",
    "strided_slice",
    "tile",
    "transpose",
};

std::string_view first_part(std::string_view path) { return path.substr(0, path.find('.')); }

bool is_of_keras(std::string_view module) {
  const std::string_view root = first_part(module);
  return root == "keras" || root == "tf_keras" || root == "keras_core";
}

/// `activations` of `keras.activations` and of `keras.src.activations.activations`.
std::string_view part_of_keras(std::string_view module) {
  const auto rest = [](std::string_view path) {
    const auto dot = path.find('.');
    return dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  };
  std::string_view part = rest(module);
  if (first_part(part) == "src") part = rest(part);
  return first_part(part);
}

bool is_address(std::string_view text) {
  const auto colon = text.find("://");
  return colon != std::string_view::npos && colon > 0 && colon < 8 &&
         std::ranges::all_of(text.substr(0, colon), [](unsigned char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
         });
}

class Search {
 public:
  Search(std::string_view where, Collector& collector) : where_(where), collector_(collector) {}

  base::Result<void> look_at(Value value) {
    if (value.is_string()) {
      if (is_address(value.string()))
        report(value, DangerKind::kNotAnalysed, "refers to \"{}\"", value.string());
      return {};
    }
    if (!value.is_object()) return {};
    const Value class_name = value.find("class_name");
    if (class_name.is_string()) return look_at_class(value, class_name.string());
    if (class_name.exists())
      report(value, DangerKind::kNotAnalysed, "a class name that is no text{}", "");
    look_at_loose_module(value);
    return {};
  }

 private:
  base::Result<void> look_at_class(Value object, std::string_view name) {
    const std::string_view module = text_of(object, "module");
    const auto* risky = std::ranges::find(kRisky, name, &RiskyClass::name);
    if (risky != std::end(kRisky)) report(object, risky->kind, "{}", risky->what);
    look_at_settings(object, name);
    if (name == "function") {
      look_at_function(object, module);
    } else if (name == "TFOpLambda" || name == "SlicingOpLambda") {
      look_at_tensorflow(object);
    } else if (!module.empty()) {
      return look_at_module(object, module, name);
    } else if (!name.starts_with("__") && !is_known_class(name)) {
      report(object, DangerKind::kCustomOperator, "needs the class {} of the author's own code",
             name);
      return add_class(std::string(name));
    }
    return {};
  }

  base::Result<void> look_at_module(Value object, std::string_view module, std::string_view name) {
    const std::string_view registered = text_of(object, "registered_name");
    if (registered.find('>') != std::string_view::npos) {
      report(object, DangerKind::kCustomOperator, "needs {} of the author's own code", registered);
    }
    if (is_of_keras(module)) {
      // What begins with no capital letter is a function, and Keras calls what it is told to.
      const bool is_function = name.empty() || name[0] < 'A' || name[0] > 'Z';
      if (is_function && !contains(kPureParts, part_of_keras(module)))
        report(object, DangerKind::kPythonCode, "names the function {}",
               fmt::format("{}.{}", module, name));
      return {};
    }
    if (contains(kValueNames, name)) return {};
    const std::string full = fmt::format("{}.{}", module, name);
    report(object, DangerKind::kPythonCode, "imports {}", full);
    return add_class(full);
  }

  base::Result<void> add_class(std::string name) {
    return reports_ > Collector::kMostDangers ? base::Result<void>{}
                                              : collector_.add_class_name(std::move(name));
  }

  void look_at_function(Value object, std::string_view module) {
    const std::string_view name = text_of(object, "config");
    if (is_of_keras(module)) {
      if (!contains(kPureParts, part_of_keras(module)))
        report(object, DangerKind::kPythonCode, "names the function {}",
               fmt::format("{}.{}", module, name));
    } else if (!module.empty() && module != "builtins") {
      report(object, DangerKind::kPythonCode, "imports {}", fmt::format("{}.{}", module, name));
    } else if (contains(kBuiltIns, name)) {
      report(object, DangerKind::kPythonCode, "names Python's own {}", name);
    } else {
      report(object, DangerKind::kCustomOperator, "needs the function {} of the author's own code",
             name);
    }
  }

  void look_at_tensorflow(Value object) {
    const std::string_view name = text_of(object.find("config"), "function");
    const bool is_pure = std::ranges::any_of(
        kPureFunctions, [&](std::string_view start) { return name.starts_with(start); });
    if (is_pure) return;
    const bool has_effects = name.starts_with("io.") || name.starts_with("raw_ops.") ||
                             name.ends_with("_function") || name.starts_with("load_");
    report(object, has_effects ? DangerKind::kFileAccess : DangerKind::kNotAnalysed,
           "calls tensorflow.{}", name);
  }

  // A vocabulary is a list, or the name of a file that is read when the layer is made.
  void look_at_settings(Value object, std::string_view name) {
    const bool has_vocabulary = name == "StringLookup" || name == "IntegerLookup" ||
                                name == "TextVectorization" || name == "IndexLookup";
    const std::string_view file = text_of(object.find("config"), "vocabulary");
    if (has_vocabulary && !file.empty())
      report(object, DangerKind::kFileAccess, "reads the file \"{}\"", file);
  }

  void look_at_loose_module(Value object) {
    for (const std::string_view key : {"module", "fn_module"}) {
      const std::string_view module = text_of(object, key);
      if (!module.empty() && !is_of_keras(module) && module != "builtins")
        report(object, DangerKind::kPythonCode, "names the module {}", module);
    }
  }

  void report(Value at, DangerKind kind, std::string_view format, std::string_view argument) {
    if (++reports_ > Collector::kMostDangers + 1) return;  // a place costs as much as its depth
    constexpr std::size_t kLongest = 200;
    const std::string pointer = json::pointer_to(at);
    collector_.danger(kind, fmt::format("{}{}{}", where_, pointer.empty() ? "" : " ", pointer),
                      fmt::format(fmt::runtime(format), argument.substr(0, kLongest)));
  }

  std::string_view where_;
  Collector& collector_;
  std::size_t reports_ = 0;
};

}  // namespace

base::Result<void> find_danger(const json::Document& config, std::string_view where,
                               Collector& collector) {
  Search search(where, collector);
  for (std::uint32_t node = 0; node < config.node_count(); ++node) {
    STACMLM_CHECK(search.look_at(config.value_at(node)));
  }

  return {};
}

}  // namespace stacmlm::artifact::keras

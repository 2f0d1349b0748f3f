// SPDX-License-Identifier: Apache-2.0
#include "model_files/keras.h"

#include <utility>
#include <vector>

#include "model_files/hdf5_writer.h"
#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

constexpr std::string_view kVersion = "3.9.2";

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

/// How Keras 3 says what a layer is called with.
std::string called_with(std::string_view layer, std::string_view shape) {
  return R"(, "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": )" +
         std::string(shape) + R"(, "dtype": "float32", "keras_history": [")" + std::string(layer) +
         R"(", 0, 0]}}], "kwargs": {}}])";
}

/// The network of all sound files: convolution, batch normalisation, pooling, five classes.
std::string network_config() {
  const auto layer = [](std::string_view name, std::string_view class_name, std::string_view more,
                        const std::string& called) {
    std::string text = keras_layer("keras.layers", class_name, name, more);
    text.insert(text.size() - 1, called + R"(, "name": )" + quoted(name));
    return text;
  };
  std::string layers =
      layer("image", "InputLayer", R"("batch_shape": [null, 32, 32, 4], "dtype": "float32")",
            R"(, "inbound_nodes": [])");
  layers += ',' + layer("conv2d", "Conv2D",
                        R"("filters": 8, "kernel_size": [3, 3], "strides": [1, 1], )"
                        R"("padding": "same", "data_format": "channels_last", )"
                        R"("dilation_rate": [1, 1], "activation": "relu")",
                        called_with("image", "[null, 32, 32, 4]"));
  layers += ',' + layer("norm", "BatchNormalization", R"("axis": -1)",
                        called_with("conv2d", "[null, 32, 32, 8]"));
  layers += ',' + layer("pool", "GlobalAveragePooling2D", R"("keepdims": false)",
                        called_with("norm", "[null, 32, 32, 8]"));
  layers += ',' + layer("cls", "Dense",
                        R"("units": 5, "activation": "softmax", )"
                        R"("dtype": {"module": "keras", "class_name": "DTypePolicy", )"
                        R"("config": {"name": "float32"}, "registered_name": null})",
                        called_with("pool", "[null, 8]"));
  return R"({"module": "keras.src.models.functional", "class_name": "Functional", )"
         R"("config": {"name": "net", "layers": [)" +
         layers +
         R"(], "input_layers": [["image", 0, 0]], "output_layers": [["cls", 0, 0]]}, )"
         R"("registered_name": "Functional"})";
}

/// The same as Keras 2 has it: no modules, no shapes between layers.
std::string old_network_config() {
  return R"({"class_name": "Functional", "config": {"name": "net", "layers": [)"
         R"({"class_name": "InputLayer", "config": {"batch_input_shape": [null, 32, 32, 4], )"
         R"("dtype": "float32", "name": "image"}, "name": "image", "inbound_nodes": []}, )"
         R"({"class_name": "Conv2D", "config": {"name": "conv2d", "dtype": "float32", )"
         R"("filters": 8, "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", )"
         R"("data_format": "channels_last", "dilation_rate": [1, 1], )"
         R"("kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}}}, )"
         R"("name": "conv2d", "inbound_nodes": [[["image", 0, 0, {}]]]}, )"
         R"({"class_name": "BatchNormalization", "config": {"name": "norm", "dtype": "float32"}, )"
         R"("name": "norm", "inbound_nodes": [[["conv2d", 0, 0, {}]]]}, )"
         R"({"class_name": "GlobalAveragePooling2D", "config": {"name": "pool", )"
         R"("dtype": "float32", "data_format": "channels_last"}, "name": "pool", )"
         R"("inbound_nodes": [[["norm", 0, 0, {}]]]}, )"
         R"({"class_name": "Dense", "config": {"name": "cls", "dtype": "float32", "units": 5}, )"
         R"("name": "cls", "inbound_nodes": [[["pool", 0, 0, {}]]]}], )"
         R"("input_layers": [["image", 0, 0]], "output_layers": [["cls", 0, 0]]}})";
}

H5Node vars(std::string name, std::string layer, std::vector<H5Node> datasets) {
  return h5_group(std::move(name),
                  {h5_group("vars", std::move(datasets), {h5_text("name", std::move(layer))})});
}

H5Node network_weights() {
  return h5_group(
      "",
      {h5_group("layers",
                {vars("input_layer", "image", {}),
                 vars("conv2d", "conv2d", {h5_dataset("0", {3, 3, 4, 8}), h5_dataset("1", {8})}),
                 vars("batch_normalization", "norm",
                      {h5_dataset("0", {8}), h5_dataset("1", {8}), h5_dataset("2", {8}),
                       h5_dataset("3", {8})}),
                 vars("dense", "cls", {h5_dataset("0", {8, 5}), h5_dataset("1", {5})})}),
       h5_group("optimizer", {h5_group("vars",
                                       {h5_dataset("0", {}, "int64"), h5_dataset("1", {}),
                                        h5_dataset("2", {8, 5})},
                                       {h5_text("name", "adam")})}),
       h5_group("vars", {}, {h5_text("name", "net")})});
}

H5Node layer_weights(std::string layer, std::vector<H5Node> datasets) {
  std::vector<std::string> names;
  for (const H5Node& dataset : datasets) names.push_back(layer + '/' + dataset.name);
  return h5_group(layer, {h5_group(layer, std::move(datasets))},
                  {{.name = "weight_names", .texts = names, .is_array = true, .is_fixed = true}});
}

/// A model as Keras 2 writes it into one file.
std::string old_model(const std::string& config, int version) {
  std::vector<H5Node> layers;
  layers.push_back(
      layer_weights("conv2d", {h5_dataset("kernel:0", {3, 3, 4, 8}), h5_dataset("bias:0", {8})}));
  layers.push_back(layer_weights(
      "norm", {h5_dataset("gamma:0", {8}), h5_dataset("beta:0", {8}),
               h5_dataset("moving_mean:0", {8}), h5_dataset("moving_variance:0", {8})}));
  layers.push_back(
      layer_weights("cls", {h5_dataset("kernel:0", {8, 5}), h5_dataset("bias:0", {5})}));
  H5Node root = h5_group("", {h5_group("model_weights", std::move(layers))});
  root.attributes = {h5_text("model_config", config),
                     h5_text("keras_version", "2.11.0"),
                     {.name = "backend", .texts = {"tensorflow"}, .is_fixed = true},
                     h5_text("training_config", R"({"loss": "mse", "metrics": ["accuracy"]})")};
  return hdf5(root, version);
}

std::string keras_of(std::string_view config, const H5Node& weights, bool is_deflated) {
  const std::string metadata = R"({"keras_version": ")" + std::string(kVersion) +
                               R"(", "date_saved": "2026-03-01@12:00:00"})";
  return zip({{.name = "metadata.json", .bytes = metadata, .is_deflated = is_deflated},
              {.name = "config.json", .bytes = std::string(config), .is_deflated = is_deflated},
              {.name = "model.weights.h5", .bytes = hdf5(weights), .is_deflated = is_deflated}});
}

std::vector<File> keras3() {
  return {{"net.keras", keras_of(network_config(), network_weights(), false)}};
}
std::vector<File> keras3_deflated() {
  return {{"net.keras", keras_of(network_config(), network_weights(), true)}};
}
std::vector<File> keras_h5() { return {{"net.h5", old_model(old_network_config(), 0)}}; }
std::vector<File> keras_h5_new() { return {{"net.h5", old_model(old_network_config(), 3)}}; }
std::vector<File> keras_weights() { return {{"net.weights.h5", hdf5(network_weights(), 2)}}; }

constexpr std::string_view kByteCode =
    R"("function": {"class_name": "__lambda__", "config": {"code": "4wEAAAA=", "defaults": null}})";

std::vector<File> keras_lambda() {
  return {{"lambda.keras", keras_file(keras_sequential(
                               keras_layer("keras.layers", "Lambda", "lambda", kByteCode)))}};
}

// In a model among the layers, in a layer that wraps another.
std::vector<File> keras_nested_lambda() {
  const std::string lambda = keras_layer("keras.layers", "Lambda", "deep", kByteCode);
  const std::string wrapped =
      keras_layer("keras.layers", "TimeDistributed", "each", R"("layer": )" + lambda);
  const std::string inner =
      keras_layer("keras", "Sequential", "inner", R"("layers": [)" + wrapped + ']');
  return {{"nested.keras", keras_file(keras_sequential(inner))}};
}

std::vector<File> keras_old_lambda() {
  return {
      {"lambda.h5", old_model(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [)"
                              R"({"class_name": "Lambda", "config": {"name": "l", "function": )"
                              R"(["4wEAAAA=", null, null], "function_type": "lambda"}}]}})",
                              0)}};
}

std::vector<File> keras_foreign_module() {
  return {{"foreign.keras",
           keras_file(keras_sequential(keras_layer("os", "system", "run", R"("command": "id")")))}};
}

// CVE-2025-1550: a function of any module, as a setting of a harmless layer.
std::vector<File> keras_foreign_function() {
  return {{"function.keras",
           keras_file(keras_sequential(keras_layer(
               "keras.layers", "Dense", "d",
               R"("units": 3, "activation": {"module": "subprocess", "class_name": "function", )"
               R"("config": "run", "registered_name": "run"})")))}};
}

// Keras 3 up to 3.8 imports any module, whatever is asked of it.
std::vector<File> keras_foreign_import() {
  return {{"import.keras", keras_file(keras_sequential(keras_layer("antigravity", "__fly", "i")))}};
}

// CVE-2025-9906: a function of Keras that switches its own caution off.
std::vector<File> keras_own_function() {
  return {{"function.keras",
           keras_file(keras_sequential(
               keras_layer("keras.config", "enable_unsafe_deserialization", "unsafe") + ',' +
               keras_layer("keras.layers", "Dense", "d",
                           R"("units": 3, "activation": {"module": "keras.utils", )"
                           R"("class_name": "function", "config": "get_file"})")))}};
}

std::vector<File> keras_custom_class() {
  std::string layer = keras_layer("", "Attention2", "a");
  layer.replace(layer.find(R"("module": "")"), 12, R"("module": null)");
  return {{"custom.keras", keras_file(keras_sequential(layer))}};
}

std::vector<File> keras_vocabulary() {
  return {{"vocabulary.keras",
           keras_file(keras_sequential(keras_layer("keras.layers", "StringLookup", "words",
                                                   R"("vocabulary": "/etc/passwd")")))}};
}

std::vector<File> keras_torch_module() {
  return {{"torch.keras", keras_file(keras_sequential(keras_layer("keras.src.utils.torch_utils",
                                                                  "TorchModuleWrapper", "t",
                                                                  R"("module": "gASVAAAA")")))}};
}

std::vector<File> keras_tensorflow_op() {
  return {
      {"op.h5", old_model(R"({"class_name": "Functional", "config": {"name": "f", "layers": [)"
                          R"({"class_name": "TFOpLambda", "config": {"name": "a", )"
                          R"("function": "math.add"}, "name": "a", "inbound_nodes": []}, )"
                          R"({"class_name": "TFOpLambda", "config": {"name": "w", )"
                          R"("function": "io.write_file"}, "name": "w", "inbound_nodes": []}], )"
                          R"("input_layers": [], "output_layers": []}})",
                          0)}};
}

constexpr Kind kKinds[] = {
    {"keras3", "a Keras 3 model: convolution, batch normalisation, five classes", keras3},
    {"keras3-deflated", "the same, packed", keras3_deflated},
    {"keras-h5", "the same as Keras 2 writes it", keras_h5},
    {"keras-h5-new", "the same in the newest form of HDF5", keras_h5_new},
    {"keras-weights", "its weights alone", keras_weights},
    {"keras-lambda", "a Lambda layer", keras_lambda},
    {"keras-nested-lambda", "a Lambda layer, wrapped, in a model in a model", keras_nested_lambda},
    {"keras-old-lambda", "a Lambda layer in HDF5", keras_old_lambda},
    {"keras-foreign-module", "a layer that is os.system", keras_foreign_module},
    {"keras-foreign-import", "a value of no known kind, of a module that is imported",
     keras_foreign_import},
    {"keras-foreign-function", "an activation that is subprocess.run", keras_foreign_function},
    {"keras-own-function", "functions of Keras that download and switch caution off",
     keras_own_function},
    {"keras-custom-class", "a layer of the author's own", keras_custom_class},
    {"keras-vocabulary", "a layer that reads a file of the machine", keras_vocabulary},
    {"keras-torch-module", "a layer that is a pickle", keras_torch_module},
    {"keras-tensorflow-op", "a layer that writes a file", keras_tensorflow_op},
};

}  // namespace

std::span<const Kind> keras_kinds() { return kKinds; }

std::string keras_layer(std::string_view module, std::string_view class_name, std::string_view name,
                        std::string_view more) {
  return R"({"module": )" + quoted(module) + R"(, "class_name": )" + quoted(class_name) +
         R"(, "config": {"name": )" + quoted(name) + (more.empty() ? "" : ", ") +
         std::string(more) + R"(}, "registered_name": null})";
}

std::string keras_sequential(std::string_view layers) {
  return R"({"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [)" +
         keras_layer("keras.layers", "InputLayer", "in",
                     R"("batch_shape": [null, 4], "dtype": "float32")") +
         ',' + std::string(layers) + R"(]}, "registered_name": null})";
}

std::string keras_file(std::string_view config) {
  const H5Node weights =
      h5_group("", {h5_group("layers", {vars("dense", "d", {h5_dataset("0", {4, 3})})}),
                    h5_group("vars", {}, {h5_text("name", "s")})});
  return keras_of(config, weights, false);
}

}  // namespace stacmlm::model_files

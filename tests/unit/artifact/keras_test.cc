// SPDX-License-Identifier: Apache-2.0
#include "model_files/keras.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "artifact/keras/known_classes.h"
#include "model_files/hdf5_writer.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

using model_files::bytes_of;
using model_files::keras_file;
using model_files::keras_layer;
using model_files::keras_sequential;

std::vector<std::int64_t> sizes(const Tensor& tensor) {
  std::vector<std::int64_t> sizes;
  for (const Dimension& dimension : *tensor.shape) sizes.push_back(dimension.size);
  return sizes;
}

void expect_network_weights(const ModelFile& model) {
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.framework, "Keras");
  EXPECT_EQ(model.total_parameters, 288 + 8 + 16 + 40 + 5);
  EXPECT_EQ(model.buffer_elements, 16U);
  EXPECT_EQ(model.weight_bytes, 4U * (357 + 16));
  EXPECT_EQ(model.bytes_by_type.at("float32"), 4U * (357 + 16));
}

void expect_network(const ModelFile& model) {
  expect_network_weights(model);
  ASSERT_EQ(model.inputs->size(), 1U);
  EXPECT_EQ(model.inputs->front().name, "image");
  EXPECT_EQ(sizes(model.inputs->front()), (std::vector<std::int64_t>{-1, 32, 32, 4}));
  EXPECT_EQ(model.inputs->front().data_type, "float32");
  ASSERT_EQ(model.outputs->size(), 1U);
  EXPECT_EQ(model.outputs->front().name, "cls");
  EXPECT_EQ(sizes(model.outputs->front()), (std::vector<std::int64_t>{-1, 5}));
  EXPECT_EQ(model.outputs->front().data_type, "float32");
  EXPECT_TRUE(model.hints.has_batch_norm);
  EXPECT_EQ(model.hints.first_channels, 4);
  EXPECT_EQ(model.hints.last_channels, 5);
  EXPECT_EQ(model.operators, (std::vector<std::string>{"BatchNormalization", "Conv2D", "Dense",
                                                       "GlobalAveragePooling2D", "InputLayer"}));
}

TEST(Keras, NewModel) {
  for (const auto* kind : {"keras3", "keras3-deflated"}) {
    const ModelFile model = read(bytes_of(kind));
    EXPECT_EQ(model.format, "keras") << kind;
    expect_network(model);
    EXPECT_EQ(model.producer, "keras");
    EXPECT_EQ(model.framework_version, "3.9.2");
    ASSERT_EQ(model.weights->size(), 11U);
    const Weight& first = model.weights->front();
    EXPECT_EQ(first.name, "layers/batch_normalization/vars/0");
    EXPECT_EQ(first.shape, (std::vector<std::int64_t>{8}));
    EXPECT_EQ(first.kind, WeightKind::kParameter);
    EXPECT_EQ(model.weights->at(2).kind, WeightKind::kBuffer);
    EXPECT_EQ(model.weights->at(8).name, "optimizer/vars/0");
    EXPECT_EQ(model.weights->at(8).kind, WeightKind::kOptimizerState);
    EXPECT_EQ(model.weights->at(8).data_type, "int64");
  }
}

TEST(Keras, OldModelInBothFormsOfHdf5) {
  for (const auto* kind : {"keras-h5", "keras-h5-new"}) {
    const ModelFile model = read(bytes_of(kind));
    EXPECT_EQ(model.format, "keras-h5") << kind;
    expect_network(model);
    EXPECT_EQ(model.framework_version, "2.11.0");
    ASSERT_EQ(model.weights->size(), 8U);
    EXPECT_EQ(model.weights->at(3).name, "model_weights/conv2d/conv2d/kernel:0");
    EXPECT_EQ(model.weights->at(3).shape, (std::vector<std::int64_t>{3, 3, 4, 8}));
    EXPECT_EQ(model.weights->at(6).name, "model_weights/norm/norm/moving_mean:0");
    EXPECT_EQ(model.weights->at(6).kind, WeightKind::kBuffer);
  }
}

TEST(Keras, WeightsAloneSayNothingOfInputs) {
  const ModelFile model = read(bytes_of("keras-weights"));
  EXPECT_EQ(model.format, "keras-weights");
  expect_network_weights(model);
  EXPECT_FALSE(model.inputs);
  EXPECT_FALSE(model.outputs);
  EXPECT_EQ(model.framework_version, "");
}

TEST(Keras, BackslashesOfTensorFlow) {
  using model_files::h5_dataset;
  using model_files::h5_group;
  const std::string bytes = model_files::hdf5(
      h5_group("", {h5_group("_layer_checkpoint_dependencies\\batch_normalization_2",
                             {h5_group("vars", {h5_dataset("0", {3}), h5_dataset("1", {3}),
                                                h5_dataset("2", {3}), h5_dataset("3", {3})})}),
                    h5_group("metrics\\mean", {h5_group("vars", {h5_dataset("0", {})})})}));
  const ModelFile model = read(bytes);
  EXPECT_EQ(model.format, "keras-weights");
  EXPECT_EQ(model.total_parameters, 6U);
  EXPECT_EQ(model.buffer_elements, 6U);
  EXPECT_EQ(model.weights->at(4).kind, WeightKind::kOptimizerState);
}

struct Expected {
  std::string_view kind;
  Verdict verdict;
  std::vector<std::pair<DangerKind, std::string_view>> found;  // and where
};

TEST(Keras, WhatRuns) {
  constexpr auto kCode = DangerKind::kPythonCode;
  const Expected all[] = {
      {"keras-lambda",
       Verdict::kExecutesCode,
       {{kCode, "config.json /config/layers/1"},
        {kCode, "config.json /config/layers/1/config/function"}}},
      {"keras-nested-lambda",
       Verdict::kExecutesCode,
       {{kCode, "config.json /config/layers/1/config/layers/0/config/layer"},
        {kCode, "config.json /config/layers/1/config/layers/0/config/layer/config/function"}}},
      {"keras-old-lambda", Verdict::kExecutesCode, {{kCode, "model_config /config/layers/0"}}},
      {"keras-foreign-module", Verdict::kExecutesCode, {{kCode, "config.json /config/layers/1"}}},
      {"keras-foreign-import", Verdict::kExecutesCode, {{kCode, "config.json /config/layers/1"}}},
      {"keras-foreign-function",
       Verdict::kExecutesCode,
       {{kCode, "config.json /config/layers/1/config/activation"}}},
      {"keras-own-function",
       Verdict::kExecutesCode,
       {{kCode, "config.json /config/layers/1"},
        {kCode, "config.json /config/layers/2/config/activation"}}},
      {"keras-custom-class",
       Verdict::kUnknown,
       {{DangerKind::kCustomOperator, "config.json /config/layers/1"}}},
      {"keras-vocabulary",
       Verdict::kExecutesCode,
       {{DangerKind::kFileAccess, "config.json /config/layers/1"}}},
      {"keras-tensorflow-op",
       Verdict::kExecutesCode,
       {{DangerKind::kFileAccess, "model_config /config/layers/1"}}},
  };
  for (const Expected& expected : all) {
    const ModelFile model = read(bytes_of(expected.kind));
    EXPECT_EQ(model.fault, "") << expected.kind;
    EXPECT_EQ(model.verdict, expected.verdict) << expected.kind;
    ASSERT_EQ(model.danger.size(), expected.found.size()) << expected.kind;
    for (std::size_t i = 0; i < expected.found.size(); ++i) {
      EXPECT_EQ(model.danger[i].kind, expected.found[i].first) << expected.kind;
      EXPECT_EQ(model.danger[i].where, expected.found[i].second) << expected.kind;
    }
  }
  EXPECT_EQ(read(bytes_of("keras-torch-module")).verdict, Verdict::kExecutesCode);
}

Verdict verdict_of_layer(std::string_view module, std::string_view name,
                         std::string_view more = "") {
  return read(keras_file(keras_sequential(keras_layer(module, name, "layer", more)))).verdict;
}

TEST(Keras, ClassesOfKerasAreFineEvenUnknownOnes) {
  for (const auto* module : {"keras.layers", "keras.src.layers.core.dense", "tf_keras.layers"})
    EXPECT_EQ(verdict_of_layer(module, "SomethingNew"), Verdict::kDataOnly) << module;
  for (const auto* module : {"keras_hub.layers", "kerasx", "tensorflow.keras.layers", "__main__",
                             "builtins", "keras_layers"})
    EXPECT_EQ(verdict_of_layer(module, "Dense"), Verdict::kExecutesCode) << module;
  EXPECT_EQ(verdict_of_layer("keras.ops", "add"), Verdict::kDataOnly);
  EXPECT_EQ(verdict_of_layer("keras.saving", "load_model"), Verdict::kExecutesCode);
  EXPECT_EQ(verdict_of_layer("keras", "__import__"), Verdict::kExecutesCode);
  EXPECT_EQ(verdict_of_layer("keras", "utils.get_file"), Verdict::kExecutesCode);
  EXPECT_TRUE(keras::is_known_class("Conv2D"));
  EXPECT_FALSE(keras::is_known_class("conv2d"));
}

TEST(Keras, FunctionsAndAddressesInSettings) {
  const auto of_function = [](std::string_view module, std::string_view name) {
    return verdict_of_layer("keras.layers", "Dense",
                            R"("units": 1, "activation": {"module": )" + std::string(module) +
                                R"(, "class_name": "function", "config": ")" + std::string(name) +
                                R"("})");
  };
  EXPECT_EQ(of_function(R"("keras.activations")", "relu"), Verdict::kDataOnly);
  EXPECT_EQ(of_function(R"("builtins")", "my_activation"), Verdict::kUnknown);
  EXPECT_EQ(of_function("null", "my_activation"), Verdict::kUnknown);
  EXPECT_EQ(of_function(R"("builtins")", "exec"), Verdict::kExecutesCode);
  EXPECT_EQ(of_function(R"("keras.utils")", "get_file"), Verdict::kExecutesCode);
  EXPECT_EQ(verdict_of_layer("keras.layers", "Dense", R"("origin": "https://host/f")"),
            Verdict::kUnknown);
  EXPECT_EQ(verdict_of_layer("keras.layers", "X", R"("fn_module": "posix")"),
            Verdict::kExecutesCode);
}

TEST(Keras, ShapesAreProvedOrNotTold) {
  const auto output = [](std::string_view layers) {
    const ModelFile model = read(keras_file(keras_sequential(layers)));
    const Tensor& tensor = model.outputs->front();
    return tensor.shape ? sizes(tensor) : std::vector<std::int64_t>{-99};
  };
  using Sizes = std::vector<std::int64_t>;
  const std::string reshape =
      keras_layer("keras.layers", "Reshape", "r", R"("target_shape": [7, 5, 3])") + ',';
  EXPECT_EQ(output(keras_layer("keras.layers", "Reshape", "r", R"("target_shape": [-1, 2])")),
            Sizes{-99});
  EXPECT_EQ(output(reshape + keras_layer("keras.layers", "Flatten", "f")), (Sizes{-1, 105}));
  EXPECT_EQ(output(reshape + keras_layer("keras.layers", "Conv2D", "c",
                                         R"("filters": 2, "kernel_size": 3, "strides": [2, 1], )"
                                         R"("padding": "valid")")),
            (Sizes{-1, 3, 3, 2}));
  EXPECT_EQ(output(reshape + keras_layer("keras.layers", "Conv2D", "c",
                                         R"("filters": 2, "kernel_size": 3, "strides": [2, 1], )"
                                         R"("padding": "same", )"
                                         R"("data_format": "channels_first")")),
            (Sizes{-1, 2, 3, 3}));
  EXPECT_EQ(output(reshape + keras_layer("keras.layers", "Conv2DTranspose", "c",
                                         R"("filters": 2, "kernel_size": 3, "strides": 2, )"
                                         R"("padding": "valid")")),
            (Sizes{-1, 15, 11, 2}));
  EXPECT_EQ(output(reshape + keras_layer("keras.layers", "MaxPooling2D", "p",
                                         R"("pool_size": [2, 2], "strides": null, )"
                                         R"("padding": "valid")")),
            (Sizes{-1, 3, 2, 3}));
  EXPECT_EQ(output(keras_layer("keras.layers", "Conv2D", "c", R"("filters": 2)")), Sizes{-99});
  EXPECT_EQ(output(keras_layer("keras.layers", "Unheard", "u")), Sizes{-99});
}

TEST(Keras, NoPrefixOfAFileIsSafe) {
  for (const auto* kind : {"keras3-deflated", "keras-weights", "keras-h5-new"}) {
    const std::string whole = bytes_of(kind);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const ModelFile model = read(std::string_view(whole).substr(0, size));
      ASSERT_NE(model.verdict, Verdict::kDataOnly) << kind << ' ' << size;
    }
  }
}

}  // namespace
}  // namespace stacmlm::artifact

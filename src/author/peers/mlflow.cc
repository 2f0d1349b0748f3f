// SPDX-License-Identifier: Apache-2.0
#include "author/peers/mlflow.h"

namespace stacmlm::author::mlflow {

std::span<const Flavor> flavors() {
  static constexpr Flavor kFlavors[] = {
      {"onnx", "ONNX", "onnx", "data", "onnx_version"},
      {"torch.save", "PyTorch", "pytorch", "model_data", "pytorch_version"},
      {"tf.keras.Model.save", "Keras", "keras", "data", "keras_version"},
      {"tf.keras.Model.export", "TensorFlow", "tensorflow", "data", "tensorflow_version"},
      {"tf.saved_model.save", "TensorFlow", "tensorflow", "data", "tensorflow_version"},
      {"pickle", "scikit-learn", "sklearn", "pickled_model", "sklearn_version"},
      {"pickle.dump", "scikit-learn", "sklearn", "pickled_model", "sklearn_version"},
  };
  return kFlavors;
}

std::span<const std::string_view> data_types() {
  static constexpr std::string_view kTypes[] = {"int8",    "int16",   "int32",  "int64",
                                                "uint8",   "uint16",  "uint32", "uint64",
                                                "float16", "float32", "float64"};
  return kTypes;
}

}  // namespace stacmlm::author::mlflow

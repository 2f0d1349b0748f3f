// SPDX-License-Identifier: Apache-2.0
#include "author/peers/triton.h"

namespace stacmlm::author::triton {

std::span<const Type> types() {
  static constexpr Type kTypes[] = {
      {"int8", "TYPE_INT8"},     {"int16", "TYPE_INT16"},   {"int32", "TYPE_INT32"},
      {"int64", "TYPE_INT64"},   {"uint8", "TYPE_UINT8"},   {"uint16", "TYPE_UINT16"},
      {"uint32", "TYPE_UINT32"}, {"uint64", "TYPE_UINT64"}, {"float16", "TYPE_FP16"},
      {"float32", "TYPE_FP32"},  {"float64", "TYPE_FP64"},
  };
  return kTypes;
}

std::span<const Loader> loaders() {
  static constexpr Loader kLoaders[] = {
      {"onnx", ".onnx", "onnxruntime_onnx", "onnxruntime", "model.onnx", "ONNX"},
      {"torch.jit.save", ".torchscript", "pytorch_libtorch", "pytorch", "model.pt", "PyTorch"},
      {"torch.jit.script", "", "pytorch_libtorch", "pytorch", "model.pt", "PyTorch"},
      {"torch.jit.trace", "", "pytorch_libtorch", "pytorch", "model.pt", "PyTorch"},
      {"tf.keras.Model.export", "", "tensorflow_savedmodel", "tensorflow", "model.savedmodel",
       "TensorFlow"},
      {"tf.saved_model.save", "", "tensorflow_savedmodel", "tensorflow", "model.savedmodel",
       "TensorFlow"},
      {"tensorflow_graphdef", ".pb", "tensorflow_graphdef", "tensorflow", "model.graphdef",
       "TensorFlow"},
      {"tensorrt", ".plan", "tensorrt_plan", "tensorrt", "model.plan", "TensorRT"},
      {"openvino", ".xml", "", "openvino", "model.xml", "OpenVINO"},
  };
  return kLoaders;
}

}  // namespace stacmlm::author::triton

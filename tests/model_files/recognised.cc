// SPDX-License-Identifier: Apache-2.0
#include "model_files/recognised.h"

#include "model_files/byte_writer.h"
#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

std::vector<File> html_page() {
  return {{"model.onnx", "<!DOCTYPE html>\n<html><body>model.onnx</body></html>\n"}};
}

std::vector<File> tensorrt_engine() {
  return {{"model.engine", std::string("ftrt") + std::string(60, '\x01')}};
}

std::vector<File> core_ml() {
  ByteWriter feature;
  feature.u8(0x0A).u8(5).text("image").u8(0x1A).u8(2).u8(0x22).u8(0);
  ByteWriter description;
  description.u8(0x0A).varint(feature.size()).text(feature.bytes());
  ByteWriter model;
  model.u8(0x08).u8(4).u8(0x12).varint(description.size()).text(description.bytes());
  return {{"net.mlmodel", model.u8(0xA2).u8(0x1F).u8(0).bytes()}};
}

std::vector<File> core_ml_package() {
  return {{"Manifest.json",
           R"({"fileFormatVersion": "1.0.0", "itemInfoEntries": {"A": {"path": "m.mlmodel"}},)"
           R"( "rootModelIdentifier": "A"})"}};
}

std::vector<File> paddle() {
  ByteWriter block;
  block.u8(0x08).u8(0).u8(0x10).varint(~std::uint64_t{0}).u8(0x1A).u8(2).u8(0x0A).u8(0);
  ByteWriter program;
  return {{"inference.pdmodel",
           program.u8(0x0A).varint(block.size()).text(block.bytes()).u8(0x22).u8(0).bytes()}};
}

std::vector<File> paddle_json() {
  return {{"inference.json", R"({"base_code":{"magic":"pir","trainable":true,"version":1},)"
                             R"("program":{"regions":[]}})"}};
}

std::vector<File> paddle_weights() {
  ByteWriter tensor;
  tensor.u32(0).u64(0).u32(0).u32(4).u8(0x08).u8(5).u8(0x10).u8(3);
  return {{"inference.pdiparams", tensor.zeros(12).bytes()}};
}

std::vector<File> mxnet() {
  return {{"net-symbol.json", R"({"nodes": [{"op": "null", "name": "data", "inputs": []}],)"
                              R"( "arg_nodes": [0], "heads": [[0, 0, 0]]})"}};
}

std::vector<File> mxnet_weights() {
  return {{"net-0000.params", ByteWriter().u64(0x112).u64(0).u64(0).u64(0).bytes()}};
}

std::vector<File> esri_package() {
  return {{"model.dlpk", zip({{.name = "model.emd", .bytes = R"({"Framework": "PyTorch"})"},
                              {.name = "model.pth", .bytes = "weights"}})}};
}

constexpr Kind kKinds[] = {
    {"html-page", "a web page about the file instead of the file", html_page},
    {"tensorrt", "an engine of TensorRT: no more than its first bytes", tensorrt_engine},
    {"coreml", "a Core ML model: its first bytes", core_ml},
    {"coreml-package", "the list of a Core ML package", core_ml_package},
    {"paddle", "a program of PaddlePaddle 2", paddle},
    {"paddle-json", "a program of PaddlePaddle 3", paddle_json},
    {"paddle-weights", "weights of PaddlePaddle", paddle_weights},
    {"mxnet", "a graph of MXNet", mxnet},
    {"mxnet-weights", "weights of MXNet", mxnet_weights},
    {"esri-dlpk", "a package of Esri", esri_package},
};

}  // namespace

std::span<const Kind> recognised_kinds() { return kKinds; }

}  // namespace stacmlm::model_files

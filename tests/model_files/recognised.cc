// SPDX-License-Identifier: Apache-2.0
#include "model_files/recognised.h"

namespace stacmlm::model_files {
namespace {

std::vector<File> html_page() {
  return {{"model.onnx", "<!DOCTYPE html>\n<html><body>model.onnx</body></html>\n"}};
}

std::vector<File> tensorrt_engine() {
  return {{"model.engine", std::string("ftrt") + std::string(60, '\x01')}};
}

constexpr Kind kKinds[] = {
    {"html-page", "a web page about the file instead of the file", html_page},
    {"tensorrt", "an engine of TensorRT: no more than its first bytes", tensorrt_engine},
};

}  // namespace

std::span<const Kind> recognised_kinds() { return kKinds; }

}  // namespace stacmlm::model_files

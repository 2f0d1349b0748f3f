// SPDX-License-Identifier: Apache-2.0
#include "artifact/format/formats.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "artifact/gguf/gguf.h"
#include "artifact/keras/keras.h"
#include "artifact/lightgbm/lightgbm.h"
#include "artifact/onnx/onnx.h"
#include "artifact/openvino/openvino.h"
#include "artifact/pickle/pickle.h"
#include "artifact/pt2/pt2.h"
#include "artifact/recognised/recognised.h"
#include "artifact/safetensors/safetensors.h"
#include "artifact/saved_model/saved_model.h"
#include "artifact/skops/skops.h"
#include "artifact/tflite/tflite.h"
#include "artifact/torch/torch.h"
#include "artifact/xgboost/xgboost.h"

namespace stacmlm::artifact {
namespace {

// In the order in which a file is tried: those with a clear sign first.
constexpr const FormatReader* kReaders[] = {
    &kHtmlPage,
    &kGguf,
    &kKeras,
    &kKerasH5,
    &kKerasWeights,
    &kHdf5,
    &kTensorRt,
    &kPaddle,
    &kPaddleWeights,
    &kMxnet,
    &kCoreMl,
    &kSafetensors,
    &kShardedSafetensors,
    &kTflite,
    &kOpenvino,
    &kXgboostJson,
    &kXgboostUbj,
    &kLightgbm,
    &kPt2,
    &kSkops,
    &kTorchScript,
    &kTorch,
    &kTorchLegacy,
    &kSavedModel,
    &kCoreMlPackage,
    &kEsriPackage,
    // Without a sign of their own at the beginning.
    &kOnnx,
    &kJoblib,
    &kPickle,
};

std::vector<const Format*> facts_of_all() {
  std::vector<const Format*> facts;
  for (const FormatReader* reader : kReaders) facts.push_back(&reader->facts);
  return facts;
}

}  // namespace

std::span<const FormatReader* const> format_readers() { return kReaders; }

std::span<const Format* const> formats() {
  static const std::vector<const Format*> facts = facts_of_all();
  return facts;
}

const Format* find_format(std::string_view name) {
  const auto all = formats();
  const auto found =
      std::ranges::find(all, name, [](const Format* format) { return format->name; });
  return found == all.end() ? nullptr : *found;
}

}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#include "run/runtime_kinds.h"

#include <algorithm>
#include <iterator>

#include "run/trees/trees.h"

namespace stacmlm::run {
namespace {

constexpr std::string_view kOnnx[] = {"onnx"};
constexpr std::string_view kTrees[] = {"xgboost-json", "xgboost-ubj", "lightgbm"};
constexpr std::string_view kTorchScript[] = {"torchscript"};
constexpr std::string_view kOpenvino[] = {"openvino-ir", "saved-model", "tflite"};

base::Result<std::unique_ptr<Runtime>> open_evaluator(const RuntimeOptions& /*options*/) {
  return evaluator_runtime();
}

constexpr RuntimeKind kKinds[] = {
    {"onnxruntime", kOnnx, {}, open_onnxruntime},
    {"openvino", kOpenvino, kOnnx, open_openvino},
    {"trees", kTrees, {}, trees::open_trees},
    {"torch", kTorchScript, {}, open_torch, STACMLM_WITH_TORCH != 0},
    {"evaluator", {}, kOnnx, open_evaluator},
};

bool has(std::span<const std::string_view> formats, std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

}  // namespace

bool RuntimeKind::runs(std::string_view format, bool is_asked_for) const {
  return is_built && (has(formats, format) || (is_asked_for && has(on_request, format)));
}

std::span<const RuntimeKind> runtime_kinds() { return kKinds; }

const RuntimeKind* find_runtime(std::string_view name) {
  const auto* found = std::ranges::find(kKinds, name, &RuntimeKind::name);
  return found == std::end(kKinds) ? nullptr : found;
}

const RuntimeKind* runtime_for(std::string_view format, std::string_view asked) {
  for (const RuntimeKind& kind : kKinds) {
    if (asked == "auto" ? kind.runs(format, false) : kind.name == asked && kind.runs(format, true))
      return &kind;
  }
  return nullptr;
}

std::string missing_for(std::string_view format) {
  for (const RuntimeKind& kind : kKinds) {
    if (kind.is_built || !has(kind.formats, format)) continue;
    if (auto opened = kind.open({}); !opened) return std::move(opened).error().message;
  }
  return {};
}

std::vector<std::string_view> runnable_formats(std::string_view asked) {
  std::vector<std::string_view> formats;
  const auto add = [&](std::span<const std::string_view> some) {
    for (const std::string_view format : some)
      if (!has(formats, format)) formats.push_back(format);
  };
  for (const RuntimeKind& kind : kKinds) {
    if (!kind.is_built || (asked != "auto" && asked != kind.name)) continue;
    add(kind.formats);
    if (asked == kind.name) add(kind.on_request);
  }
  return formats;
}

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#include "model_files/kinds.h"

#include <cstdio>
#include <cstdlib>

#include "model_files/gguf.h"
#include "model_files/joblib.h"
#include "model_files/keras.h"
#include "model_files/land_cover.h"
#include "model_files/lightgbm.h"
#include "model_files/ndvi.h"
#include "model_files/onnx.h"
#include "model_files/openvino.h"
#include "model_files/pickle.h"
#include "model_files/pt2.h"
#include "model_files/recognised.h"
#include "model_files/safetensors.h"
#include "model_files/saved_model.h"
#include "model_files/skops.h"
#include "model_files/squares.h"
#include "model_files/tflite.h"
#include "model_files/torch.h"
#include "model_files/torch_script.h"
#include "model_files/with_metadata.h"
#include "model_files/xgboost.h"
#include "model_files/zip_archives.h"

namespace stacmlm::model_files {
namespace {

constexpr std::span<const Kind> (*kFormats[])() = {
    gguf_kinds,          hdf5_kinds,        joblib_kinds,       keras_kinds,
    land_cover_kinds,    lightgbm_kinds,    onnx_hostile_kinds, onnx_kinds,
    openvino_kinds,      pickle_kinds,      pt2_kinds,          recognised_kinds,
    safetensors_kinds,   saved_model_kinds, skops_kinds,        squares_kinds,
    ndvi_kinds,          tflite_kinds,      torch_kinds,        torch_script_kinds,
    with_metadata_kinds, xgboost_kinds,     zip_kinds,
};

}  // namespace

std::vector<Kind> all_kinds() {
  std::vector<Kind> all;
  for (const auto& format : kFormats) {
    const auto kinds = format();
    all.insert(all.end(), kinds.begin(), kinds.end());
  }
  return all;
}

std::string bytes_of(std::string_view kind) {
  for (const Kind& known : all_kinds()) {
    if (known.name == kind) return known.make().front().bytes;
  }
  std::fprintf(stderr, "no kind of model file is called %.*s\n", static_cast<int>(kind.size()),
               kind.data());
  std::abort();
}

}  // namespace stacmlm::model_files

// SPDX-License-Identifier: Apache-2.0
#include "author/peers/deepness.h"

namespace stacmlm::author::deepness {

std::span<const ModelType> model_types() {
  static constexpr ModelType kTypes[] = {
      {"semantic-segmentation", "Segmentor"},
      {"segmentation", "Segmentor"},
      {"regression", "Regressor"},
      {"object-detection", "Detector"},
      {"detection", "Detector"},
      {"super-resolution", "Superresolution"},
      {"similarity-search", "Recognition"},
  };
  return kTypes;
}

std::span<const std::string_view> settings() {
  static constexpr std::string_view kSettings[] = {
      "tiles_overlap", "seg_thresh",     "seg_small_segment",  "reg_output_scaling",
      "det_conf",      "det_iou_thresh", "det_remove_overlap", "det_type",
  };
  return kSettings;
}

}  // namespace stacmlm::author::deepness

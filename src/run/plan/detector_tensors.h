// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "stacmlm/artifact/model_file.h"

namespace stacmlm::run {

/// Outputs of a detector that gives boxes, labels and scores apart.
struct DetectorTensors {
  const artifact::Tensor* boxes = nullptr;
  const artifact::Tensor* labels = nullptr;
  const artifact::Tensor* scores = nullptr;
  const artifact::Tensor* masks = nullptr;  ///< null: it gives none
  /// They have the names that torchvision gives them.
  bool is_torchvision = false;

  [[nodiscard]] bool are_there() const {
    return boxes != nullptr && labels != nullptr && scores != nullptr;
  }
};

/// Finds them by their names, those that have no telling names by their shapes and types. `names`:
/// what the metadata call the outputs, in the order of the file.
DetectorTensors find_detector_tensors(std::span<const artifact::Tensor> outputs,
                                      std::span<const std::string> names);

/// The output that has parts of masks, [1, coefficients, height, width]; null: there is none.
const artifact::Tensor* find_prototypes(std::span<const artifact::Tensor> outputs);

/// `1 x 6 x ?`
std::string shape_text(const artifact::Tensor& tensor);

}  // namespace stacmlm::run

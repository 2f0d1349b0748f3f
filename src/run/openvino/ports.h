// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "run/openvino/api.h"
#include "stacmlm/artifact/model_file.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run::ov {

/// Element types by OpenVINO's numbers.
std::optional<DataType> type_of(int number);
int number_of(DataType type);

struct Ports {
  std::vector<artifact::Tensor> inputs;
  std::vector<artifact::Tensor> outputs;
};

/// The inputs and outputs of a model in OpenVINO's order, with the names that its file has for
/// them: a tensor has several there, and OpenVINO tells any.
base::Result<Ports> ports_of(const Library& library, const Model* model,
                             const artifact::ModelFile& file);

}  // namespace stacmlm::run::ov

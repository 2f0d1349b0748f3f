// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/protobuf/message.h"
#include "stacmlm/artifact/model_file.h"

namespace stacmlm::artifact::onnx {

/// The name, element type and shape of an input or output. Sequences and maps have neither type nor
/// shape.
base::Result<Tensor> read_value_info(protobuf::Message message);

/// An Error if it is no type.
base::Result<void> check_type(const protobuf::Message& message);

}  // namespace stacmlm::artifact::onnx

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "artifact/protobuf/message.h"
#include "stacmlm/artifact/model_file.h"

namespace stacmlm::artifact::saved_model {

/// A TensorShapeProto; nothing if the rank is not known.
base::Result<std::optional<std::vector<Dimension>>> read_shape(protobuf::Message message);

}  // namespace stacmlm::artifact::saved_model

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "artifact/protobuf/message.h"
#include "run/graph/graph.h"

namespace stacmlm::run::graph {

/// Reads a TensorProto: its elements if they stand in it and are at most `most`.
base::Result<Constant> read_constant(const artifact::protobuf::Message& message, std::size_t most);

}  // namespace stacmlm::run::graph

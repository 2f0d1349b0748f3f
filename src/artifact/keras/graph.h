// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/collector.h"
#include "stacmlm/json/document.h"

namespace stacmlm::artifact::keras {

/// Adds the inputs and outputs of a Sequential or functional model whose configuration this is
/// (the member `config` of its object), and the hints that its layers give. A model of a class of
/// its own says nothing of them.
base::Result<void> read_graph(json::Value config, Collector& collector);

}  // namespace stacmlm::artifact::keras

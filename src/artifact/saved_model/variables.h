// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/collector.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact::saved_model {

/// Adds the variables whose index (`variables/variables.index`) this is as weights, and checks that
/// their data lies in the files beside the model, whose Source `model` is.
base::Result<void> read_variables(const Source& index, const Source& model, Collector& collector);

}  // namespace stacmlm::artifact::saved_model

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "artifact/collector.h"
#include "artifact/safetensors/header.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// True for tensors of a file that belong to the model.
using TensorFilter = std::function<bool(std::string_view name)>;

/// Reads the tensors of one file, and its metadata if `with_metadata`. All tensors are checked:
/// they fill the data of the file, without holes and overlaps.
base::Result<void> read_safetensors(const Source& source, const TensorFilter& belongs,
                                    bool with_metadata, Collector& collector);

}  // namespace stacmlm::artifact

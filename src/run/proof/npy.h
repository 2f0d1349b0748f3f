// SPDX-License-Identifier: Apache-2.0
// Arrays as NumPy saves them: dense, last dimension first, little-endian.
#pragma once

#include <string>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// Reads an array of at most 256 MiB. `kUnsupported`: it holds what no tensor does, or in another
/// order; `kInvalidDocument`: it is no array, or breaks off.
base::Result<Tensor> read_npy(const artifact::Source& source);

/// The file's bytes. `kUnsupported`: NumPy has no word for the element type (bfloat16).
base::Result<std::string> write_npy(const Tensor& tensor);

}  // namespace stacmlm::run

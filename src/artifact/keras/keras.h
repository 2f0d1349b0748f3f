// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

extern const FormatReader kKeras;         ///< `.keras`: a zip of configuration and weights
extern const FormatReader kKerasH5;       ///< a model in one HDF5 file
extern const FormatReader kKerasWeights;  ///< weights alone in an HDF5 file
extern const FormatReader kHdf5;          ///< HDF5 that Keras did not write

}  // namespace stacmlm::artifact

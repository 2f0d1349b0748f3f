// SPDX-License-Identifier: Apache-2.0
// OpenVINO's intermediate representation: a graph in XML, weights in a .bin beside it.
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

extern const FormatReader kOpenvino;

}  // namespace stacmlm::artifact

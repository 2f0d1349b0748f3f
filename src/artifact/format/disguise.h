// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

/// Reports what a file is beside the format that it was read as: what loads it goes by the name of
/// the file, or tries one thing after the other, and may take it for a pickle, a tar or zip
/// archive, or HDF5. An Error only if bytes cannot be read.
base::Result<void> find_disguises(const Probe& probe, const FormatReader& reader,
                                  Collector& collector);

}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "artifact/collector.h"
#include "artifact/hdf5/header.h"
#include "artifact/hdf5/object.h"

namespace stacmlm::artifact::hdf5 {

/// The dataset that these messages describe. Elements in other files, and filters that a library
/// of somebody else has to undo, are reported as dangers at `where`. An Error if its elements do
/// not lie in the file.
base::Result<Dataset> read_dataset(File& file, const std::vector<Message>& messages,
                                   std::string_view where, Collector& collector);

}  // namespace stacmlm::artifact::hdf5

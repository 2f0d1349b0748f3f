// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "artifact/collector.h"
#include "artifact/hdf5/object.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact::hdf5 {

using Visit = std::function<base::Result<void>(const Object&)>;

/// Visits the groups and datasets of an HDF5 file, each group before what it holds, each object
/// once; met again under another name it is given with `same_as`. Links to elsewhere are never
/// followed. What is not read is reported as a danger, its place behind `where` (`model.h5/`).
base::Result<void> walk(const Source& source, const std::string& where, Collector& collector,
                        const Visit& visit);

/// The root group alone. An Error if the file is no HDF5 file that can be read.
base::Result<Object> read_root(const Source& source);

}  // namespace stacmlm::artifact::hdf5

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "stacmlm/base/fetcher.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// What tells without reading it whether a file of this machine is still the same one.
struct FileState {
  std::uint64_t size = 0;
  std::int64_t changed = 0;  ///< nanoseconds since 1970
  std::uint64_t inode = 0;

  bool operator==(const FileState&) const = default;
};

/// All 0 for what is no file of this machine.
FileState state_of(const std::string& path);

/// The raster files of a scene, as they are now: size and time of change of those of this machine;
/// size and version (ETag) of http(s) ones, which `fetcher` (may be null) asks for. Two texts are
/// the same if the files are.
std::string state_of_files(const Scene& scene, base::Fetcher* fetcher);

/// The files that may hold weights of a model file: those beside it whose names begin as its own
/// does (`net.onnx`, `net.onnx.data`; `net.xml`, `net.bin`), or all of a model that is a folder.
/// Names, sizes, times of change; not of the model file itself.
std::string state_of_weights(const std::string& model_file, bool is_folder);

}  // namespace stacmlm::run

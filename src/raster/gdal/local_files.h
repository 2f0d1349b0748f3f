// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::raster {

/// Which files of this machine a raster may lead GDAL to: those beside it and below, where they
/// really are. Hidden ones are not meant by it, nor anything that is no file, as a pipe.
struct Reach {
  std::string path;    ///< the raster, as the user has it
  std::string name;    ///< GDAL's for it
  std::string folder;  ///< where it really lies, with a slash at its end; empty: on another host

  /// Of a file of this machine that is there.
  static Reach of_local(std::string path, std::string name);
};

/// Puts ourselves in the place of GDAL's file system of this machine. Where a GdalCalls has a
/// Reach, GDAL only reads, and only what is in it: whatever a file names is opened in the end by
/// its name, in VRTs, in sidecars, in archives, raw or not.
void guard_local_files();

}  // namespace stacmlm::raster

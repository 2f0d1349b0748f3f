// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "cli/progress.h"

namespace stacmlm::cli {

/// The line that says how far a scene is; on a terminal alone.
class SceneProgress {
 public:
  /// @param pixels of the scene
  SceneProgress(bool is_wanted, std::string scene, std::uint64_t pixels)
      : progress_(is_wanted), scene_(std::move(scene)), pixels_(pixels) {}

  /// So many tiles of all are done.
  void show(std::uint64_t done, std::uint64_t all);
  void clear() { progress_.clear(); }

 private:
  Progress progress_;
  std::string scene_;
  std::uint64_t pixels_;
};

/// `scene.tif  [####----]  50 %  8/16 tiles  12.5 Mpx/s  0:04 left`
std::string progress_line(const std::string& scene, std::uint64_t done, std::uint64_t all,
                          std::uint64_t pixels, double seconds);

}  // namespace stacmlm::cli

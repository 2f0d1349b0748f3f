// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// A folder for what nobody wants to keep: only this user may enter it, and it goes with this.
class ScratchFolder {
 public:
  /// `kIo` if there is no place for one.
  static base::Result<ScratchFolder> make();
  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit ScratchFolder(std::string path);
  std::string path_;
};

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::raster {

/// A folder, whose name begins with a dot, where a file comes into being that cannot do without a
/// name or without others beside it (an index, a journal). It goes with this object.
class DraftFolder {
 public:
  /// Beside what is to become `path`.
  static base::Result<DraftFolder> create(const std::string& path);
  DraftFolder(DraftFolder&& other) noexcept;
  DraftFolder& operator=(DraftFolder&&) = delete;
  ~DraftFolder();

  /// The folder.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Gives a file of the folder its place, over what is there, when all of it is on the disk, and
  /// removes the folder. Bytes that the file has.
  base::Result<std::uint64_t> put_in_place(const std::string& file);

 private:
  DraftFolder(std::string path, std::string name)
      : path_(std::move(path)), name_(std::move(name)) {}

  void remove();

  std::string path_;
  std::string name_;  // empty: it is gone
};

}  // namespace stacmlm::raster

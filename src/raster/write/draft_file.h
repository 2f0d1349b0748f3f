// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "stacmlm/base/result.h"

namespace stacmlm::raster {

/// A file that comes into being in the folder where it belongs, without a name where the system can
/// do that: then nothing is left of it however the process ends. Elsewhere its name begins with a
/// dot, and it goes with this object.
class DraftFile {
 public:
  /// For a file that is to become `path`.
  static base::Result<DraftFile> create(const std::string& path);
  DraftFile(DraftFile&& other) noexcept;
  DraftFile& operator=(DraftFile&&) = delete;
  ~DraftFile();

  /// What others open it by, while this object lives.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Adds to its end.
  base::Result<void> write(std::string_view bytes);
  /// Gives it its place, over what is there, when all of it is on the disk.
  base::Result<void> put_in_place();
  /// Bytes that it has.
  [[nodiscard]] base::Result<std::uint64_t> size() const;

 private:
  DraftFile(std::string path, std::string name, std::string draft, int file)
      : path_(std::move(path)), name_(std::move(name)), draft_(std::move(draft)), file_(file) {}

  std::string path_;
  std::string name_;
  std::string draft_;  // its name in the folder; empty: none
  int file_;
};

}  // namespace stacmlm::raster

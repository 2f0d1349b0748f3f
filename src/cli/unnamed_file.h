// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// A file that goes when nobody has it open, however this program ends.
class UnnamedFile {
 public:
  /// On the disk of that folder.
  static base::Result<UnnamedFile> create(const std::string& folder);
  UnnamedFile(UnnamedFile&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  UnnamedFile& operator=(UnnamedFile&&) = delete;
  ~UnnamedFile();

  base::Result<void> write(std::string_view bytes);
  [[nodiscard]] int descriptor() const { return file_; }
  /// What others open it by, while this object lives.
  [[nodiscard]] std::string path() const;

 private:
  explicit UnnamedFile(int file) : file_(file) {}
  int file_;
};

}  // namespace stacmlm::cli

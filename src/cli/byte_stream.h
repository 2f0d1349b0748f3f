// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// An open file or stdin, read forwards through a buffer that its reader empties.
class ByteStream {
 public:
  /// Opens `path`; `-` is stdin.
  static base::Result<ByteStream> open(const std::string& path);
  ByteStream(ByteStream&& other) noexcept;
  ByteStream& operator=(ByteStream&& other) noexcept;
  ~ByteStream();

  /// Appends what is there to buffer(), waiting if there is nothing yet; false at the end.
  base::Result<bool> read_more();

  /// Reads up to `size` bytes past the buffer; less only at the end.
  base::Result<std::size_t> read_into(char* to, std::size_t size);

  [[nodiscard]] std::string& buffer() { return buffer_; }
  /// The size of a regular file, 0 for anything else.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  ByteStream(int file, std::size_t size) : file_(file), size_(size) {}
  int file_ = -1;
  std::size_t size_ = 0;
  std::string buffer_;
};

}  // namespace stacmlm::cli

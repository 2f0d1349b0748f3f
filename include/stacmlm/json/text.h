// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace stacmlm::json {

/// Bytes that every text carries behind its end, so that it can be read in wide steps.
inline constexpr std::size_t kPadding = 64;

/// A JSON text with its padding: owned (copied), or borrowed from a buffer that the caller keeps
/// alive. Movable, not copyable. The bytes never change after construction.
class Text {
 public:
  Text() = default;

  /// Copies `text`.
  static Text copy_of(std::string_view text);

  /// Borrows `size` bytes at `data`, which must stay alive and unchanged as long as the Text and
  /// every Document made of it; `kPadding` more bytes behind them must be readable and zero.
  static Text borrow(const char* data, std::size_t size);

  /// Takes a buffer that holds `size` bytes and `kPadding` zero bytes behind them.
  static Text own(std::unique_ptr<char[]> buffer, std::size_t size);

  [[nodiscard]] std::string_view view() const { return {data_, size_}; }

 private:
  std::unique_ptr<char[]> buffer_;
  const char* data_ = "";
  std::size_t size_ = 0;
};

}  // namespace stacmlm::json

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::cli {

/// What an HTTP server answers to the request for a part of a file, as it comes in.
class RangeAnswer {
 public:
  /// At most `size` bytes from `offset` on are taken.
  RangeAnswer(std::uint64_t offset, std::size_t size) : offset_(offset), size_(size) {}

  /// A line of the head. A new status line begins a new answer: one may come before the last.
  void header(std::string_view line);
  /// A part of the body. False: no more of it is wanted.
  bool body(std::string_view bytes);

  [[nodiscard]] int status() const { return status_; }
  /// Bytes of the whole file, if the answer is the part that was asked for, or shows that the file
  /// has nothing there.
  [[nodiscard]] std::optional<std::uint64_t> file_size() const;
  /// The server does not know parts: it began to send the whole file, which is larger.
  [[nodiscard]] bool is_whole_file() const { return status_ == 200 && !file_size(); }
  /// ETag, or the date of the last change.
  [[nodiscard]] const std::string& version() const { return tag_.empty() ? changed_ : tag_; }
  [[nodiscard]] std::string& bytes() { return bytes_; }

 private:
  void content_range(std::string_view value);

  std::uint64_t offset_;
  std::size_t size_;
  int status_ = 0;
  bool is_encoded_ = false;
  bool was_cut_ = false;
  std::uint64_t passed_ = 0;                           // of a body that is thrown away
  std::optional<std::uint64_t> length_;                // Content-Length
  std::optional<std::uint64_t> first_, last_, total_;  // Content-Range
  std::string tag_, changed_;
  std::string bytes_;
};

}  // namespace stacmlm::cli

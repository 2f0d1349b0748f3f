// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::author {

/// Writes the text format of protocol buffers: one field a line, two spaces a level.
class ProtoWriter {
 public:
  void text(std::string_view field, std::string_view value);
  /// A number or an enumeration's word.
  void word(std::string_view field, std::string_view value);
  void comment(std::string_view line);
  void open(std::string_view field);
  void close();

  [[nodiscard]] const std::string& bytes() const { return out_; }

 private:
  void indent();

  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace stacmlm::author

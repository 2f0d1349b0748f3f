// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/text.h"

#include <cstring>
#include <utility>

namespace stacmlm::json {

Text Text::copy_of(std::string_view text) {
  auto buffer = std::make_unique_for_overwrite<char[]>(text.size() + kPadding);
  std::memcpy(buffer.get(), text.data(), text.size());
  std::memset(buffer.get() + text.size(), 0, kPadding);
  return own(std::move(buffer), text.size());
}

Text Text::borrow(const char* data, std::size_t size) {
  Text text;
  text.data_ = data;
  text.size_ = size;
  return text;
}

Text Text::own(std::unique_ptr<char[]> buffer, std::size_t size) {
  Text text = borrow(buffer.get(), size);
  text.buffer_ = std::move(buffer);
  return text;
}

}  // namespace stacmlm::json

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::author {

/// The bytes of the number that `text` starts with; a sign belongs to it in front and behind the
/// letter of an exponent. At least one.
std::size_t proto_number_size(std::string_view text);

/// A number of protocol buffers (`0x1F`, `017`, `1.5f`) as JSON has it; nothing for what is none,
/// or what neither 64 bits nor a double hold.
std::optional<std::string> proto_number(std::string_view text);

}  // namespace stacmlm::author

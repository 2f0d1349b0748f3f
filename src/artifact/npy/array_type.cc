// SPDX-License-Identifier: Apache-2.0
#include "artifact/npy/array_type.h"

#include <limits>

#include "artifact/digits.h"

namespace stacmlm::artifact {

std::optional<ArrayType> array_type_of(std::string_view word) {
  ArrayType type;
  type.is_big_endian = word.starts_with('>');
  if (!word.empty() && std::string_view("<>|=").find(word.front()) != std::string_view::npos)
    word.remove_prefix(1);
  if (word.empty()) return std::nullopt;
  type.letter = word.front();
  if (type.letter == 'O') return ArrayType{'O', 8, false};
  const auto width = number_in<std::uint64_t>(word.substr(1, word.find('[') - 1));
  if (!width || *width > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  type.width = type.letter == 'U' ? *width * 4 : *width;
  return type;
}

}  // namespace stacmlm::artifact

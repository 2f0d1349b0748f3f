// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::compose {

/// A piece of a text of a Compose file: characters, or the folder that a run puts there.
struct Piece {
  enum class Kind : std::uint8_t { kText, kInput, kOutput };
  Kind kind = Kind::kText;
  std::string text;                     ///< of kText
  std::optional<std::string> fallback;  ///< of a folder: what stands for it when it is not set
};

/// A variable other than the two of a run, which never has a value there.
struct OtherVariable {
  std::string name;
  std::optional<std::string> fallback;
  bool is_required = false;  ///< `${NAME:?why}`
};

/// A text with its variables resolved as a run resolves them: the two folders stay, of others the
/// default is taken. The environment is never asked.
struct Interpolated {
  std::vector<Piece> pieces;  ///< texts are not empty, no two of them follow each other
  std::vector<OtherVariable> others;
  std::string fault;  ///< why Compose would refuse it; the rest does not count then

  /// No folder is in it.
  [[nodiscard]] bool is_text() const;
  /// The characters; a folder as `${INPUT_DATA}`.
  [[nodiscard]] std::string text() const;
};

/// Reads `$NAME`, `${NAME}`, `${NAME:-default}` and the other forms that Compose knows.
Interpolated interpolate(std::string_view text);

}  // namespace stacmlm::compose

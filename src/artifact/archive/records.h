// SPDX-License-Identifier: Apache-2.0
// The records of zip archives: how they begin, and how long they are without what varies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stacmlm::artifact::zip {

inline constexpr std::string_view kLocal("PK\3\4");
inline constexpr std::string_view kDescriptor("PK\7\10");
inline constexpr std::string_view kCentral("PK\1\2");
inline constexpr std::string_view kEnd64("PK\6\6");
inline constexpr std::string_view kEnd64Locator("PK\6\7");
inline constexpr std::string_view kEnd("PK\5\6");

inline constexpr std::size_t kLocalSize = 30;
inline constexpr std::size_t kCentralSize = 46;
inline constexpr std::size_t kEnd64Size = 56;
inline constexpr std::size_t kEnd64LocatorSize = 20;
inline constexpr std::size_t kEndSize = 22;

/// Numbers that are full mean: it stands in 64 bits elsewhere.
inline constexpr std::uint64_t kFull = 0xFFFFFFFF;
inline constexpr std::uint64_t kFull16 = 0xFFFF;

/// Extra fields.
inline constexpr std::uint16_t kZip64Field = 0x0001;
inline constexpr std::uint16_t kUnicodeNameField = 0x7075;

}  // namespace stacmlm::artifact::zip

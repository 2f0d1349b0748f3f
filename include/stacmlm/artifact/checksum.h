// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// The code of sha2-256 in the table of multihash, with which checksums are written.
inline constexpr std::uint64_t kSha256 = 0x12;

/// A checksum as `file:checksum` of the file extension has it: a multihash in hex digits.
struct Multihash {
  std::uint64_t code = 0;     ///< of the function
  std::string_view function;  ///< `sha2-256`; empty: none that is known here
  std::string digest;         ///< hex digits in lower case
};

/// Takes a multihash apart. kInvalidArgument: it is none, or its digest has not the length that
/// its function gives.
base::Result<Multihash> read_multihash(std::string_view text);

/// The multihash of all bytes of a file, read piece by piece: md5, sha1, sha2-256/384/512,
/// sha3-224/256/384/512, blake2b-512 and blake2s-256 by their codes. kUnsupported: another one.
///
/// ```cpp
/// auto checksum = artifact::checksum_of(**source, artifact::kSha256);
/// if (checksum) print("file:checksum", *checksum);  // 1220...
/// ```
base::Result<std::string> checksum_of(const Source& source, std::uint64_t code);

}  // namespace stacmlm::artifact

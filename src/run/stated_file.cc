// SPDX-License-Identifier: Apache-2.0
#include "run/stated_file.h"

#include <fmt/format.h>

#include <cstdint>

#include "stacmlm/artifact/checksum.h"

namespace stacmlm::run {

base::Result<void> check_stated(json::Value asset, const artifact::Source& source,
                                std::string_view sha256) {
  const auto wrong = [&](std::string_view field, std::string_view stated, std::string_view found) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("assets/{}/{}: {} is stated, and the file has {}: it is damaged, "
                                  "or another one than was described",
                                  asset.key(), field, stated.substr(0, 200), found));
  };
  const json::Value size = asset.find("file:size");
  const std::uint64_t bytes = source.size();
  if (size.is_number() && size.number() != static_cast<double>(bytes))
    return wrong("file:size", size.raw(), std::to_string(bytes));
  const json::Value checksum = asset.find("file:checksum");
  if (!checksum.is_string()) return {};
  const auto hash = artifact::read_multihash(checksum.string());
  if (!hash || hash->function.empty()) return {};
  std::string found(sha256);
  if (hash->code != artifact::kSha256 || found.empty()) {
    STACMLM_TRY(found, artifact::checksum_of(source, hash->code));
  }
  if (found.ends_with(hash->digest)) return {};
  return wrong("file:checksum", checksum.string(), found);
}

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// Digests that people write without the prefix of a multihash.
struct Bare {
  std::size_t digits;
  std::string_view name;
  std::string_view prefix;
};

constexpr std::array<Bare, 4> kBare = {{{32, "MD5", "d50110"},
                                        {40, "SHA-1", "1114"},
                                        {64, "SHA-256", "1220"},
                                        {128, "SHA-512", "1340"}}};

/// The schema tells texts that are no lower-case hex digits.
bool is_hex(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

unsigned byte_at(std::string_view text, std::size_t at) {
  const auto digit = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10) & 15U;
  };
  return digit(text[at]) * 16 + digit(text[at + 1]);
}

/// An unsigned varint at the start of the text, which is cut off; nothing if it does not end.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 63 && text.size() >= 2; shift += 7) {
    const unsigned byte = byte_at(text, 0);
    text.remove_prefix(2);
    number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return number;
  }
  return {};
}

/// The code of a function, the length of the digest and the digest. Not all of it is looked at:
/// other characters are told by the schema.
bool is_multihash(std::string_view text) {
  if (text.size() % 2 != 0 || !take_number(text)) return false;
  const auto length = take_number(text);
  return length && *length > 0 && text.size() % 2 == 0 && text.size() / 2 == *length;
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    const json::Value checksum = asset.other->file_checksum.raw();
    if (!checksum.is_string() || is_multihash(checksum.string()) || !is_hex(checksum.string()))
      continue;
    const std::string_view text = checksum.string();
    Finding& finding = findings.at_value(checksum, fmt::format("{} is no multihash", shown(text)));
    const auto* const bare = std::ranges::find(kBare, text.size(), &Bare::digits);
    if (bare == kBare.end()) {
      finding.hint("a multihash starts with the code of the function and the length of the digest");
    } else {
      finding.hint(
          fmt::format("if it is the bare {}, write `{}` before it", bare->name, bare->prefix));
    }
  }
}

}  // namespace

const Rule kFileChecksumForm{
    "MLM612",
    "file-checksum-form",
    "a checksum is no multihash",
    severities::kMust,
    Subject::kAny,
    &check,
    "https://github.com/stac-extensions/file/blob/v2.1.0/README.md#checksums"};

}  // namespace stacmlm::rules

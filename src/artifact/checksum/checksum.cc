// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/checksum.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "artifact/checksum/crypto_library.h"

namespace stacmlm::artifact {
namespace {

struct Function {
  std::uint64_t code;
  std::string_view name;  // OpenSSL has it by the same name
  std::size_t bytes;      // of a digest
};

constexpr Function kFunctions[] = {
    {0x11, "sha1", 20},          {kSha256, "sha2-256", 32},   {0x13, "sha2-512", 64},
    {0x14, "sha3-512", 64},      {0x15, "sha3-384", 48},      {0x16, "sha3-256", 32},
    {0x17, "sha3-224", 28},      {0x20, "sha2-384", 48},      {0xd5, "md5", 16},
    {0xb240, "blake2b-512", 64}, {0xb260, "blake2s-256", 32},
};

constexpr std::size_t kPiece = std::size_t{1} << 20U;

const Function* find_function(std::uint64_t code) {
  const auto* found = std::ranges::find(kFunctions, code, &Function::code);
  return found == std::end(kFunctions) ? nullptr : found;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Takes two hex digits off the front.
std::optional<unsigned> take_byte(std::string_view& text) {
  if (text.size() < 2 || digit_of(text[0]) < 0 || digit_of(text[1]) < 0) return {};
  const auto byte = static_cast<unsigned>(digit_of(text[0]) * 16 + digit_of(text[1]));
  text.remove_prefix(2);
  return byte;
}

/// Takes an unsigned varint off the front.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 63; shift += 7) {
    const auto byte = take_byte(text);
    if (!byte) return {};
    number |= static_cast<std::uint64_t>(*byte & 0x7FU) << shift;
    if (*byte < 0x80) return number;
  }
  return {};
}

void add_byte(std::string& hex, unsigned byte) { hex += fmt::format("{:02x}", byte); }

void add_number(std::string& hex, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U)
    add_byte(hex, static_cast<unsigned>(number & 0x7FU) | 0x80U);
  add_byte(hex, static_cast<unsigned>(number));
}

tl::unexpected<base::Error> no_multihash(std::string_view why) {
  return base::fail(base::ErrorKind::kInvalidArgument, fmt::format("no multihash: {}", why));
}

using Digest = std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

tl::unexpected<base::Error> no_digest(const Function& function) {
  return base::fail(base::ErrorKind::kBackend,
                    fmt::format("OpenSSL computes no {} here", function.name));
}

}  // namespace

base::Result<Multihash> read_multihash(std::string_view text) {
  const auto code = take_number(text);
  const auto length = code ? take_number(text) : std::nullopt;
  if (!length) return no_multihash("it does not start with a function and a length");
  Multihash hash;
  hash.code = *code;
  while (!text.empty()) {
    const auto byte = take_byte(text);
    if (!byte) return no_multihash("not all of it is pairs of hex digits");
    add_byte(hash.digest, *byte);
  }
  const std::size_t bytes = hash.digest.size() / 2;
  if (*length != bytes || bytes == 0)
    return no_multihash(fmt::format("its length is {}, and {} bytes follow", *length, bytes));
  if (const Function* function = find_function(*code)) {
    hash.function = function->name;
    if (bytes != function->bytes)
      return no_multihash(
          fmt::format("a {} has {} bytes, and not {}", function->name, function->bytes, bytes));
  }
  return hash;
}

base::Result<std::string> checksum_of(const Source& source, std::uint64_t code) {
  const Function* function = find_function(code);
  if (function == nullptr) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("the function 0x{:x} is not computed here", code));
  }
  STACMLM_TRY(const CryptoLibrary crypto, crypto_library());
  const Digest how(crypto.md_fetch(nullptr, std::string(function->name).c_str(), nullptr),
                   crypto.md_free);
  const Context context(crypto.context_new(), crypto.context_free);
  if (how == nullptr || context == nullptr ||
      crypto.digest_init(context.get(), how.get(), nullptr) != 1)
    return no_digest(*function);
  std::vector<char> piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, source.size())));
  for (std::uint64_t at = 0; at < source.size();) {
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), source.size() - at));
    STACMLM_CHECK(source.read(at, std::span(piece.data(), size)));
    if (crypto.digest_update(context.get(), piece.data(), size) != 1) return no_digest(*function);
    at += size;
  }
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (crypto.digest_final(context.get(), digest, &size) != 1) return no_digest(*function);
  std::string hex;
  add_number(hex, code);
  add_number(hex, size);
  for (unsigned i = 0; i < size; ++i) add_byte(hex, digest[i]);
  return hex;
}

}  // namespace stacmlm::artifact

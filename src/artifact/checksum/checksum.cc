// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/checksum.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace stacmlm::artifact {
namespace {

struct Function {
  std::uint64_t code;
  std::string_view name;
  std::size_t bytes;  // of a digest
  const EVP_MD* (*make)();
};

constexpr Function kFunctions[] = {
    {0x11, "sha1", 20, EVP_sha1},
    {kSha256, "sha2-256", 32, EVP_sha256},
    {0x13, "sha2-512", 64, EVP_sha512},
    {0x14, "sha3-512", 64, EVP_sha3_512},
    {0x15, "sha3-384", 48, EVP_sha3_384},
    {0x16, "sha3-256", 32, EVP_sha3_256},
    {0x17, "sha3-224", 28, EVP_sha3_224},
    {0x20, "sha2-384", 48, EVP_sha384},
    {0xd5, "md5", 16, EVP_md5},
    {0xb240, "blake2b-512", 64, EVP_blake2b512},
    {0xb260, "blake2s-256", 32, EVP_blake2s256},
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
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (context == nullptr || EVP_DigestInit_ex(context.get(), function->make(), nullptr) != 1)
    return no_digest(*function);
  std::vector<char> piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, source.size())));
  for (std::uint64_t at = 0; at < source.size();) {
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), source.size() - at));
    STACMLM_CHECK(source.read(at, std::span(piece.data(), size)));
    if (EVP_DigestUpdate(context.get(), piece.data(), size) != 1) return no_digest(*function);
    at += size;
  }
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context.get(), digest, &size) != 1) return no_digest(*function);
  std::string hex;
  add_number(hex, code);
  add_number(hex, size);
  for (unsigned i = 0; i < size; ++i) add_byte(hex, digest[i]);
  return hex;
}

}  // namespace stacmlm::artifact

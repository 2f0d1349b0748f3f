// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/checksum.h"

#include <gtest/gtest.h>

namespace stacmlm::artifact {
namespace {

std::string checksum(std::string_view bytes, std::uint64_t code) {
  const auto source = source_of(bytes, "file");
  const auto made = checksum_of(*source, code);
  return made ? *made : made.error().message;
}

TEST(Checksum, IsAMultihashOfEachFunction) {
  EXPECT_EQ(checksum("abc", 0xd5), "d50110900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(checksum("abc", 0x11), "1114a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(checksum("abc", kSha256),
            "1220ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(checksum("abc", 0x16),
            "16203a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
  EXPECT_EQ(checksum("abc", 0x17), "171ce642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf");
  EXPECT_EQ(checksum("abc", 0xb260),
            "e0e40220508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
  EXPECT_TRUE(checksum("abc", 0x20).starts_with("2030cb00753f45a35e8bb5a03d699ac65007272c"));
  EXPECT_TRUE(checksum("abc", 0x13).starts_with("1340ddaf35a193617abacc417349ae204131"));
  EXPECT_TRUE(checksum("abc", 0x14).starts_with("1440b751850b1a57168a5693cd924b6b096e"));
  EXPECT_TRUE(checksum("abc", 0x15).starts_with("1530ec01498288516fc926459f58e2c6ad8d"));
  EXPECT_TRUE(checksum("abc", 0xb240).starts_with("c0e40240ba80a53f981c4d0d6a2797b69f12"));
}

TEST(Checksum, OfNothingAndOfManyPieces) {
  EXPECT_EQ(checksum("", kSha256),
            "1220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const std::string large((std::size_t{3} << 20U) + 1, 'a');
  EXPECT_EQ(checksum(large, 0xd5).size(), 38U);
  EXPECT_NE(checksum(large, 0xd5), checksum(large.substr(1), 0xd5));
}

TEST(Checksum, OfAnUnknownFunctionIsNotComputed) {
  const auto source = source_of("abc", "file");
  const auto made = checksum_of(*source, 0x1e);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, base::ErrorKind::kUnsupported);
}

TEST(Multihash, IsTakenApart) {
  const auto hash = read_multihash("d50110900150983cd24fb0d6963f7d28e17f72");
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->code, 0xd5U);
  EXPECT_EQ(hash->function, "md5");
  EXPECT_EQ(hash->digest, "900150983cd24fb0d6963f7d28e17f72");
}

TEST(Multihash, OfAnUnknownFunctionIsOne) {
  const auto hash = read_multihash("1e0101ff");
  EXPECT_FALSE(hash);  // one byte is said, and two follow
  const auto blake3 = read_multihash("1e02aaff");
  ASSERT_TRUE(blake3);
  EXPECT_EQ(blake3->code, 0x1eU);
  EXPECT_EQ(blake3->function, "");
}

TEST(Multihash, MustBeWhole) {
  for (const char* text : {"", "1", "12", "1220", "1220ff", "12zz", "ffffffffffffffffffffff01",
                           "1210aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "120", "1200"})
    EXPECT_FALSE(read_multihash(text)) << text;
}

}  // namespace
}  // namespace stacmlm::artifact

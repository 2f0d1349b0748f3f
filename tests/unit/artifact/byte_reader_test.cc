// SPDX-License-Identifier: Apache-2.0
#include "artifact/bytes/byte_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace stacmlm::artifact {
namespace {

TEST(ByteReader, NumbersAreLittleEndian) {
  const auto source = source_of(std::string_view("\1\2\1\4\3\2\1\xAC\2", 9), "");
  ByteReader reader(*source);
  EXPECT_EQ(reader.u8().value(), 1);
  EXPECT_EQ(reader.u16().value(), 0x0102);
  EXPECT_EQ(reader.u32().value(), 0x01020304U);
  EXPECT_EQ(reader.left(), 2U);
}

TEST(ByteReader, VarintHasTenBytesAtMost) {
  const std::string most = std::string(9, '\xFF') + '\1';
  const std::string beyond = std::string(9, '\xFF') + '\2';
  const std::string endless(20, '\x80');
  EXPECT_EQ(ByteReader(*source_of(most, "")).varint().value(), ~std::uint64_t{0});
  EXPECT_FALSE(ByteReader(*source_of(beyond, "")).varint());
  EXPECT_FALSE(ByteReader(*source_of(endless, "")).varint());
  EXPECT_FALSE(ByteReader(*source_of("\x80", "")).varint());
}

TEST(ByteReader, NothingBeyondTheEnd) {
  const auto source = source_of("abcdef", "");
  ByteReader reader(*source, 1, 5);
  EXPECT_FALSE(reader.text(5, 100));
  EXPECT_FALSE(reader.text(4, 3)) << "over the limit";
  EXPECT_EQ(reader.text(4, 4).value(), "bcde");
  EXPECT_FALSE(reader.u8());
  EXPECT_FALSE(reader.skip(1));
  EXPECT_FALSE(reader.seek(0));
  EXPECT_TRUE(reader.seek(1));
  auto part = reader.part(2);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->text(2, 2).value(), "bc");
  EXPECT_FALSE(part->u8());
  EXPECT_EQ(reader.position(), 3U);
  EXPECT_FALSE(reader.part(3));
}

TEST(ByteReader, Lines) {
  const std::string text = "one\n\nlast " + std::string(10000, 'x');
  const auto source = source_of(text, "");
  ByteReader reader(*source);
  EXPECT_EQ(reader.line(10).value(), "one");
  EXPECT_EQ(reader.line(10).value(), "");
  EXPECT_FALSE(ByteReader(reader).line(100));
  EXPECT_EQ(reader.line(20000).value().size(), 10005U);
  EXPECT_EQ(reader.left(), 0U);
}

}  // namespace
}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "artifact/protobuf/message.h"
#include "model_files/proto_writer.h"

namespace stacmlm::artifact::protobuf {
namespace {

using model_files::ProtoWriter;

TEST(Message, FieldsOfEveryType) {
  ProtoWriter inner;
  inner.number(1, 7).text(2, "text");
  ProtoWriter out;
  out.number(1, ~std::uint64_t{0}).message(2, inner).fixed32(536870911, 5);
  out.raw(std::string("\x21\1\0\0\0\0\0\0\0", 9));
  const auto source = source_of(out.bytes(), "");
  ByteReader reader(*source);
  Message message(reader);
  Field field;
  ASSERT_TRUE(message.next(field).value());
  EXPECT_EQ(field.number, 1U);
  EXPECT_EQ(field.value, ~std::uint64_t{0});
  ASSERT_TRUE(message.next(field).value());
  ASSERT_TRUE(field.is_bytes());
  Message nested = message.nested(field);
  ASSERT_TRUE(nested.next(field).value());
  EXPECT_EQ(field.value, 7U);
  ASSERT_TRUE(nested.next(field).value());
  EXPECT_EQ(nested.text(field, 4).value(), "text");
  EXPECT_FALSE(nested.text(field, 3)) << "over the limit";
  EXPECT_FALSE(nested.next(field).value());
  ASSERT_TRUE(message.next(field).value()) << "goes on where it was";
  EXPECT_EQ(field.number, 536870911U);
  EXPECT_EQ(field.value, 5U);
  ASSERT_TRUE(message.next(field).value());
  EXPECT_EQ(field.type, WireType::kFixed64);
  EXPECT_EQ(field.value, 1U);
  EXPECT_FALSE(message.next(field).value());
}

TEST(Message, WhatIsNoMessage) {
  for (const std::string& bytes : {
           std::string("\0\0", 2),   // field 0
           std::string("\x0b\x0c"),  // a group
           std::string("\x0e"),      // no type
           std::string("\x12\x05"
                       "four"),                      // longer than what is left
           std::string("\x0d\1\2\3"),                // the same, of a number
           std::string("\x08"),                      // no number
           std::string("\xF8\xFF\xFF\xFF\x7F\x01"),  // a field beyond 32 bits
           std::string("\x12\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"),
       }) {
    const auto source = source_of(bytes, "");
    ByteReader reader(*source);
    Field field;
    EXPECT_FALSE(Message(reader).next(field)) << bytes;
  }
}

// A field of a message in a message must end with it, not with the file.
TEST(Message, NothingBeyondTheInnerEnd) {
  const std::string bytes(
      "\x0A\x02\x12\x05"
      "xxxxxxxxx",
      13);
  const auto source = source_of(bytes, "");
  ByteReader reader(*source);
  Message message(reader);
  Field field;
  ASSERT_TRUE(message.next(field).value());
  EXPECT_FALSE(message.nested(field).next(field));
  const std::string number("\x0A\x02\x08\xFF\x01", 5);
  const auto numbers = source_of(number, "");
  ByteReader other(*numbers);
  Message outer(other);
  ASSERT_TRUE(outer.next(field).value());
  EXPECT_FALSE(outer.nested(field).next(field));
}

TEST(Message, NumbersPackedAndNot) {
  ProtoWriter out;
  out.packed(1, {1, -1, 300}).number(1, 4).fixed32(1, 9).raw("\x0A\x02\x01\xFF\x01");
  const auto source = source_of(out.bytes(), "");
  ByteReader reader(*source);
  Message message(reader);
  std::vector<std::int64_t> numbers;
  Field field;
  ASSERT_TRUE(message.next(field).value());
  EXPECT_FALSE(message.append_integers(field, numbers, 2));
  numbers.clear();
  EXPECT_TRUE(message.append_integers(field, numbers, 3));
  ASSERT_TRUE(message.next(field).value());
  EXPECT_TRUE(message.append_integers(field, numbers, 4));
  ASSERT_TRUE(message.next(field).value());
  EXPECT_TRUE(message.append_integers(field, numbers, 4)) << "no number of that field";
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, -1, 300, 4}));
  ASSERT_TRUE(message.next(field).value());
  EXPECT_FALSE(message.append_integers(field, numbers, 9)) << "reaches beyond its end";
}

}  // namespace
}  // namespace stacmlm::artifact::protobuf

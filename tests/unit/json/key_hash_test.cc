// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/key_hash.h"

#include <set>
#include <string>

#include "parsed.h"

namespace stacmlm::json {
namespace {

TEST(KeyHash, is_the_same_for_padded_text_of_every_length) {
  for (std::size_t size = 0; size <= 40; ++size) {
    std::string key;
    for (std::size_t i = 0; i < size; ++i) key.push_back(static_cast<char>('a' + i % 26));
    const std::string padded = key + std::string("\",:12345");
    EXPECT_EQ(hash_padded_key(padded.data(), size), hash_key(key)) << size;
  }
}

TEST(KeyHash, of_a_literal_is_known_while_compiling) {
  constexpr Key kKey("mlm:name");
  static_assert(kKey.hash == hash_key("mlm:name"));
  static_assert(same_key(kKey.text, "mlm:name"));
  EXPECT_EQ(kKey.hash, hash_key(std::string("mlm:") + "name"));
}

TEST(KeyHash, keys_of_every_length_differ_if_one_byte_does) {
  for (std::size_t size = 1; size <= 40; ++size) {
    const std::string key(size, 'x');
    EXPECT_TRUE(same_key(key, std::string(size, 'x')));
    for (std::size_t i = 0; i < size; ++i) {
      std::string other = key;
      other[i] = 'y';
      EXPECT_FALSE(same_key(key, other)) << size << ' ' << i;
      if (size <= 16) {
        EXPECT_NE(hash_key(key), hash_key(other)) << size << ' ' << i;
      }
    }
    EXPECT_FALSE(same_key(key, key.substr(1)));
  }
}

TEST(KeyHash, of_no_text_is_that_of_empty_text) {
  EXPECT_EQ(hash_key(std::string_view()), hash_key(""));
}

TEST(KeyHash, bytes_above_ascii_and_nul_count) {
  EXPECT_NE(hash_key("\xC3\xA9"), hash_key("\xC3\xA8"));
  EXPECT_NE(hash_key(std::string_view("a\0", 2)), hash_key("a"));
}

TEST(KeyHash, tells_the_usual_keys_apart) {
  std::set<std::uint32_t> hashes;
  for (int i = 0; i < 1000; ++i) hashes.insert(hash_key("mlm:key_" + std::to_string(i)));
  EXPECT_EQ(hashes.size(), 1000U);
}

TEST(KeyHash, of_an_escaped_key_is_that_of_its_meaning) {
  const Parsed json(R"({"\u0061b": 1, "ab": 2})");
  EXPECT_EQ(json.document.value_at(1).node().key_hash, hash_key("ab"));
  EXPECT_EQ(json.document.value_at(2).node().key_hash, hash_key("ab"));
}

TEST(KeyHash, equal_hashes_do_not_make_keys_equal) {
  // Of long keys only the first and last eight bytes and the length are hashed.
  const Parsed json(R"({"aaaaaaaa1bbbbbbbb": 1, "aaaaaaaa2bbbbbbbb": 2})");
  EXPECT_EQ(json.document.value_at(1).node().key_hash, json.document.value_at(2).node().key_hash);
  EXPECT_EQ(json.root().size(), 2U);
  EXPECT_EQ(json.root().find("aaaaaaaa1bbbbbbbb").number(), 1);
  EXPECT_EQ(json.root().find("aaaaaaaa2bbbbbbbb").number(), 2);
  EXPECT_FALSE(json.root().find("aaaaaaaa3bbbbbbbb").exists());
}

}  // namespace
}  // namespace stacmlm::json

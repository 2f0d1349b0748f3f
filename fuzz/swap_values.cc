// SPDX-License-Identifier: Apache-2.0
// Mutates JSON as JSON: a value takes the place of another, so that most inputs stay readable.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>

#include "stacmlm/json/parser.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace stacmlm::json {
namespace {

constexpr std::array<std::string_view, 22> kValues = {"null",
                                                      "true",
                                                      "false",
                                                      "0",
                                                      "-1",
                                                      "1e400",
                                                      "1e-400",
                                                      "9223372036854775808",
                                                      "0.5",
                                                      "180",
                                                      "[]",
                                                      "{}",
                                                      "[[]]",
                                                      "[null]",
                                                      "[{}]",
                                                      "\"\"",
                                                      "\" \"",
                                                      "\"bands\"",
                                                      "\"\\u0000\"",
                                                      "\"\\ud800\"",
                                                      "\"2020-01-01T00:00:00Z\"",
                                                      "[[0,0],[0,1],[1,1],[0,0]]"};

std::string swapped(const Document& document, std::mt19937& random) {
  const auto any = [&] {
    return document.value_at(static_cast<std::uint32_t>(random() % document.node_count()));
  };
  const Value old = any();
  const std::string_view value =
      random() % 2 == 0 ? any().raw() : kValues[random() % kValues.size()];
  std::string text(document.text());
  const Node& node = old.node();
  if (old.has_key() && random() % 4 == 0) {  // the name of another member
    if (const Value other = any(); other.has_key())
      return text.replace(node.key_begin, node.key_length,
                          document.text().substr(other.node().key_begin, other.node().key_length));
  }
  return text.replace(node.begin, node.end - node.begin, value);
}

}  // namespace
}  // namespace stacmlm::json

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  using namespace stacmlm::json;
  std::mt19937 random(seed);
  Document document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (random() % 4 == 0 || Parser().parse(Text::copy_of(text), document))
    return LLVMFuzzerMutate(data, size, max_size);
  const std::string mutated = swapped(document, random);
  if (mutated.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, mutated.data(), mutated.size());
  return mutated.size();
}

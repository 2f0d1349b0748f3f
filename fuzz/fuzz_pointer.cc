// SPDX-License-Identifier: Apache-2.0
// A pointer, a NUL, a document: what the pointer leads to has that pointer.
#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/pointer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm::json;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\0');
  if (end == std::string_view::npos) return 0;
  const std::string_view pointer = input.substr(0, end);
  stacmlm::require(escape_token(pointer).find('/') == std::string::npos, "a token has no slash");

  Parser parser;
  Document document;
  if (parser.parse(Text::copy_of(input.substr(end + 1)), document)) return 0;
  const Value found = resolve(document.root(), pointer);
  if (found.exists()) stacmlm::require(pointer_to(found) == pointer, "a pointer has one spelling");
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Any answer of a server to a request for a part of a file. The first byte says which part.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "cli/range_answer.h"
#include "require.h"

namespace {

using namespace stacmlm;

void check(std::string_view text) {
  if (text.empty()) return;
  const auto which = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  const std::uint64_t offset = which % 16U;
  const std::size_t size = which / 16U + 1U;
  cli::RangeAnswer answer(offset, size);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    answer.header(line);
    if (line.empty()) break;
  }
  while (!text.empty() && answer.body(text.substr(0, 5)))
    text.remove_prefix(std::min<std::size_t>(5, text.size()));
  require(answer.bytes().size() <= size, "no more is kept than was asked for");
  if (const auto file = answer.file_size()) {
    require(answer.bytes().size() <= *file, "a part is not larger than its file");
    require(offset + answer.bytes().size() <= *file, "a part lies in its file");
    require(!answer.is_whole_file(), "what was asked for is not refused");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check({reinterpret_cast<const char*>(data), size});
  return 0;
}

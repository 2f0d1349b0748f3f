// SPDX-License-Identifier: Apache-2.0
// Any document: in canonical form it says the same, and is that form's own canonical form.
#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"
#include "stacmlm/author/format.h"
#include "stacmlm/json/parser.h"

namespace stacmlm {
namespace {

void check(const json::Document& document, author::Layout layout) {
  const std::string once = author::format(document, layout);
  json::Document again;
  require(!json::Parser().parse(json::Text::copy_of(once), again), "the canonical form is JSON");
  require(json::equal(document.root(), again.root()), "no value is lost");
  require(document.node_count() == again.node_count(), "what stands twice stays");
  require(author::format(again, layout) == once, "a second time changes nothing");
}

}  // namespace
}  // namespace stacmlm

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm;
  json::Document document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (json::Parser().parse(json::Text::copy_of(text), document)) return 0;
  check(document, author::Layout::kLines);
  check(document, author::Layout::kOneLine);
  return 0;
}

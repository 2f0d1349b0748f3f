// SPDX-License-Identifier: Apache-2.0
// Any bytes: parsed, walked, and every value found again by its pointer.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/json/shape.h"

namespace stacmlm::json {
namespace {

/// The value written back from its parts: the raw text of scalars and keys, and what stands
/// between.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void write_back(const Document& document, std::uint32_t index, std::string& out) {
  const Node& node = document.value_at(index).node();
  const std::string_view text = document.text();
  std::uint32_t at = node.begin;
  for (std::uint32_t child = index + 1; child < node.next;) {
    const Node& inner = document.value_at(child).node();
    require(inner.begin >= at && inner.end <= node.end, "children stand in order inside");
    out += text.substr(at, inner.begin - at);
    write_back(document, child, out);
    at = inner.end;
    child = inner.next;
  }
  out += text.substr(at, node.end - at);
}

void look_at(Value value) {
  if (value.is_string()) {
    Document copy;
    require(!Parser().parse(Text::copy_of(quote(value.string())), copy), "a quoted text is JSON");
    require(copy.root().string() == value.string(), "a quoted text means the same");
  }
  if (value.is_number() && value.is_integer())
    require(value.number() == value.number(), "a number");
  std::size_t count = 0;
  for (const Value element : value.elements()) count += element.exists() ? 1 : 0;
  for (const Value member : value.members()) {
    ++count;
    require(value.find(member.key()) == member, "a member is found by its key");
  }
  require(count == value.size(), "the size is the number of children");
  require(equal(value, value), "a value equals itself");
}

void check(const Document& document) {
  const Value root = document.root();
  std::string written(document.text().substr(0, root.node().begin));
  write_back(document, 0, written);
  written += document.text().substr(root.node().end);
  require(written == document.text(), "a document is written back as it was read");

  const bool duplicates = std::ranges::any_of(
      document.notes(), [](const Note& note) { return note.kind == Note::Kind::kDuplicateKey; });
  const LineIndex lines(document.text());
  for (std::uint32_t i = 0; i < document.node_count(); ++i) {
    const Value value = document.value_at(i);
    look_at(value);
    const auto span = lines.span(value.node().begin, value.node().end);
    require(span.line >= 1 && span.column >= 1 && span.end_line >= span.line, "a place");
    // A value behind a duplicate key shares its pointer with what the last one holds.
    if (!duplicates) require(resolve(root, pointer_to(value)) == value, "a pointer leads back");
  }
  violations(array_of(any()).unique_items(), root);
}

}  // namespace
}  // namespace stacmlm::json

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm::json;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static Parser parser;
  static Document document;
  if (const auto fault = parser.parse(Text::copy_of(text), document)) {
    stacmlm::require(fault->offset <= size, "a fault lies in the text");
    stacmlm::require(!fault->message.empty(), "a fault has a message");
  } else {
    check(document);
  }
  return 0;
}

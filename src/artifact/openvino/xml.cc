// SPDX-License-Identifier: Apache-2.0
#include "artifact/openvino/xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "artifact/collector.h"

namespace stacmlm::artifact::openvino {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kLongestToken = std::size_t{1} << 20U;
constexpr std::size_t kDeepest = 64;

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser>;

/// What the callbacks of expat share.
struct State {
  XML_Parser parser = nullptr;
  XmlVisitor* visitor = nullptr;
  std::size_t depth = 0;
  std::optional<base::Error> error;

  void stop(base::Error why) {
    if (!error) error = std::move(why);
    XML_StopParser(parser, XML_FALSE);
  }
  void take(const base::Result<void>& result) {
    if (!result) stop(result.error());
  }
};

State& state_of(void* data) { return *static_cast<State*>(data); }

// Expat may report what it has read already after it was stopped: nothing is done with it.
void on_begin(void* data, const XML_Char* name, const XML_Char** attributes) {
  State& state = state_of(data);
  if (state.error) return;
  if (++state.depth > kDeepest) return state.stop(over_limit("XML nested deeper than 64").value());
  state.take(state.visitor->begin(name, Attributes(attributes)));
}

void on_end(void* data, const XML_Char* name) {
  State& state = state_of(data);
  if (state.error) return;
  --state.depth;
  state.take(state.visitor->end(name));
}

void on_text(void* data, const XML_Char* text, int size) {
  State& state = state_of(data);
  if (state.error) return;
  state.take(state.visitor->text(std::string_view(text, static_cast<std::size_t>(size))));
}

void on_doctype(void* data, const XML_Char* /*name*/, const XML_Char* /*system*/,
                const XML_Char* /*public_id*/, int /*has_subset*/) {
  state_of(data).stop(malformed("XML with a document type, which this format never has").value());
}

}  // namespace

std::optional<std::string_view> Attributes::find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2)
    if (name == pair[0]) return pair[1];
  return std::nullopt;
}

base::Result<void> read_xml(ByteReader reader, XmlVisitor& visitor) {
  const Parser parser(XML_ParserCreate(nullptr));
  if (!parser) return base::fail(base::ErrorKind::kInternal, "expat cannot be started");
  State state{.parser = parser.get(), .visitor = &visitor, .error = {}};
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(parser.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  std::uint64_t fed = 0;
  do {
    const std::size_t size = std::min<std::uint64_t>(reader.left(), kPiece);
    STACMLM_TRY(const std::string piece, reader.text(size, kPiece));
    const bool is_last = reader.left() == 0;
    const auto status = XML_Parse(parser.get(), piece.data(), static_cast<int>(size),
                                  is_last ? XML_TRUE : XML_FALSE);
    if (state.error) return tl::unexpected(*std::move(state.error));
    if (status != XML_STATUS_OK) {
      return malformed(fmt::format("XML, line {}: {}", XML_GetCurrentLineNumber(parser.get()),
                                   XML_ErrorString(XML_GetErrorCode(parser.get()))));
    }
    fed += size;
    // Expat keeps what it has not finished, and reads it again with each piece.
    const XML_Index done = XML_GetCurrentByteIndex(parser.get());
    if (fed - static_cast<std::uint64_t>(std::max<XML_Index>(done, 0)) > kLongestToken)
      return over_limit("a tag of the XML is longer than 1 MiB");
  } while (reader.left() > 0);
  return {};
}

}  // namespace stacmlm::artifact::openvino

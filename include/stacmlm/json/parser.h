// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "stacmlm/json/document.h"
#include "stacmlm/json/text.h"

namespace stacmlm::json {

/// Why a text is no JSON document that we read, and where.
struct SyntaxFault {
  enum class Kind { kSyntax, kEncoding, kDepth, kSize };
  Kind kind = Kind::kSyntax;
  std::uint32_t offset = 0;
  std::string message;  ///< one sentence, lower-case start, no full stop
};

struct ParseLimits {
  std::size_t bytes = std::size_t{256} << 20U;
  std::size_t values = std::size_t{32} << 20U;
  std::size_t depth = 128;
};

/// Reads JSON texts (RFC 8259) into documents. A UTF-8 byte order mark is accepted and noted.
/// Keeps its buffers from one text to the next; one Parser per thread.
///
/// ```cpp
/// json::Parser parser;
/// json::Document document;
/// if (auto fault = parser.parse(json::Text::copy_of(R"({"a": [1, 2]})"), document)) return
/// report(*fault); double two = document.root().find("a").at(1).number();
/// ```
class Parser {
 public:
  explicit Parser(ParseLimits limits = {});
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;
  ~Parser();

  /// Fills `document` (its former content goes), or says what is wrong; the document then has the
  /// text and no values.
  [[nodiscard]] std::optional<SyntaxFault> parse(Text text, Document& document);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stacmlm::json

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

#include "stacmlm/json/parser.h"

namespace stacmlm::json {

/// A text and what the parser makes of it.
struct Parsed {
  explicit Parsed(std::string_view text, ParseLimits limits = {}) {
    fault = Parser(limits).parse(Text::copy_of(text), document);
  }
  /// The root of a text that has to be well-formed.
  [[nodiscard]] Value root() const {
    EXPECT_FALSE(fault.has_value()) << fault->message << " in " << document.text();
    return document.root();
  }

  Document document;
  std::optional<SyntaxFault> fault;
};

}  // namespace stacmlm::json

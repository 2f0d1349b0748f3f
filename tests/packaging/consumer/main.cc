// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "stacmlm/base/version.h"
#include "stacmlm/json/parser.h"

int main() {
  stacmlm::json::Parser parser;
  stacmlm::json::Document document;
  const auto text = R"({"type": "Feature", "properties": {}})";
  if (parser.parse(stacmlm::json::Text::copy_of(text), document)) return 1;
  std::cout << "stac-mlm " << stacmlm::base::kVersion << ": an " << name_of(document.root().kind())
            << " with " << document.root().size() << " members\n";
}

// SPDX-License-Identifier: Apache-2.0
// Interim: `mlm validate --only NAME@VERSION [...] -` reads NDJSON and writes one verdict a line.
#include <fmt/format.h>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/json/shape.h"
#include "stacmlm/mlm/published_schema.h"
#include "stacmlm/stac/published_schema.h"

using namespace stacmlm;

namespace {

const stac::PublishedSchema* find(std::string_view wanted) {
  for (const auto list :
       {stac::core_schemas(), stac::extension_schemas(), mlm::published_schemas()}) {
    for (const auto& schema : list) {
      if (fmt::format("{}@{}", schema.name, schema.version) == wanted) return &schema;
    }
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  const stac::PublishedSchema* schema = nullptr;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string_view(argv[i]) == "--only") schema = find(argv[i + 1]);
  }
  if (schema == nullptr) {
    fmt::print(stderr, "no such schema\n");
    return 2;
  }
  json::Parser parser;
  json::Document document;
  std::string line;
  for (int number = 1; std::getline(std::cin, line); ++number) {
    if (line.empty()) continue;
    const auto fault = parser.parse(json::Text::copy_of(line), document);
    const bool valid = !fault && json::conforms(schema->shape(), document.root());
    std::string findings;
    if (!fault) {
      bool failed = false;
      for (const auto& v : json::violations(schema->shape(), document.root())) {
        if (v.kind != json::ViolationKind::kUnchecked) failed = true;
        findings += fmt::format(
            "{}{{\"code\":\"K{}\",\"severity\":\"error\",\"message\":\"{}\",\"pointer\":\"{}\"}}",
            findings.empty() ? "" : ",", static_cast<int>(v.kind), v.name,
            json::quote(json::pointer_to(v.place)));
      }
      if (failed == valid) fmt::print(stderr, "the two walks differ at line {}\n", number);
    }
    fmt::print("{{\"path\":\"-:{}\",\"valid\":{},\"findings\":[{}]}}\n", number, valid, findings);
    std::fflush(stdout);
  }
}

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <string>

#include "stacmlm/json/line_index.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/json/shape.h"
using namespace stacmlm::json;
int main() {
  std::string s((std::istreambuf_iterator<char>(std::cin)), {});
  Parser parser;
  Document d;
  if (auto f = parser.parse(Text::copy_of(s), d)) {
    fmt::print("fault {} at {}\n", f->message, f->offset);
    return 1;
  }
  for (auto& n : d.notes()) fmt::print("note {} {}-{}\n", int(n.kind), n.begin, n.end);
  for (std::uint32_t i = 0; i < d.node_count(); ++i) {
    auto v = d.value_at(i);
    fmt::print("{} {} key={} {}\n", pointer_to(v), name_of(v.kind()), v.has_key() ? v.key() : "-",
               v.raw());
  }
}

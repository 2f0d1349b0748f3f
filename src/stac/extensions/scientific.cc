// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::stac {

using namespace json;

namespace {

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_doi(std::string_view text) {
  constexpr std::string_view kDirectory = "10.";
  constexpr std::size_t kShortestRegistrant = 4;
  if (!text.starts_with(kDirectory)) return false;
  text.remove_prefix(kDirectory.size());
  const std::size_t slash = std::min(text.find('/'), text.size());
  if (slash < kShortestRegistrant ||
      !std::ranges::all_of(text.substr(0, slash), is_letter_or_digit))
    return false;
  text.remove_prefix(slash);
  if (text.size() < 2) return false;
  while (!text.empty()) {
    if (skip_ecma_space(text)) return false;
    text.remove_prefix(1);
  }
  return true;
}

constexpr Pattern kDoi{"^10\\.[0-9a-zA-Z]{4,}/[^\\s]+$", "a DOI such as 10.1000/xyz123", &is_doi};

}  // namespace

Shape scientific_v1_0() {
  const Shape publication = object()
                                .member("doi", text().pattern(kDoi))
                                .member("citation", text())
                                .called("a publication");
  const Shape fields = object()
                           .member("sci:doi", text().pattern(kDoi))
                           .member("sci:citation", text())
                           .member("sci:publications", array_of(publication))
                           .closed_prefix("sci:");
  const Shape any_field = has_any_field(fields);
  const Shape some_fields = Shape(fields).all_of({any_field});
  const Shape collection = in_one_place({.root = some_fields,
                                         .asset = some_fields,
                                         .item_asset = some_fields,
                                         .summaries = any_field});
  return lists_extension("https://stac-extensions.github.io/scientific/v1.0.0/schema.json")
      .by_member("type",
                 {{"Feature", item_fields(some_fields, fields)}, {"Collection", collection}});
}

}  // namespace stacmlm::stac

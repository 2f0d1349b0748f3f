// SPDX-License-Identifier: Apache-2.0
#include "author/derive/embedded_item.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "author/item/json_object.h"

namespace stacmlm::author {
namespace {

/// The Item that is drafted lies elsewhere.
void drop_self_links(json::Value links, JsonObject& root) {
  std::vector<std::string> others;
  for (const json::Value link : links.elements()) {
    if (!link.find("rel").equals("self")) others.emplace_back(link.raw());
  }
  if (others.size() != links.size()) root.set("links", list_of(others));
}

}  // namespace

base::Result<GivenItem> EmbeddedItem::read(const std::string& text) {
  if (auto read = embedded_.read(text); !read) return tl::unexpected(std::move(read).error());
  const json::Document& document = embedded_.document();
  const auto is_doubt = [](const json::Note& note) {
    return note.kind != json::Note::Kind::kByteOrderMark;
  };
  if (std::ranges::any_of(document.notes(), is_doubt))
    return base::fail(base::ErrorKind::kInvalidDocument,
                      "a member stands there twice, or a value that programs read differently");
  STACMLM_TRY(GivenItem given, read_given(document.root()));
  drop_self_links(document.root().find("links"), given.root);
  return given;
}

}  // namespace stacmlm::author

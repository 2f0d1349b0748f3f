// SPDX-License-Identifier: Apache-2.0
#include "author/derive/embedded_item.h"

#include <algorithm>
#include <utility>

namespace stacmlm::author {

base::Result<GivenItem> EmbeddedItem::read(const std::string& text) {
  if (auto read = embedded_.read(text); !read) return tl::unexpected(std::move(read).error());
  const json::Document& document = embedded_.document();
  const auto is_doubt = [](const json::Note& note) {
    return note.kind != json::Note::Kind::kByteOrderMark;
  };
  if (std::ranges::any_of(document.notes(), is_doubt))
    return base::fail(base::ErrorKind::kInvalidDocument,
                      "a member stands there twice, or a value that programs read differently");
  return read_given(document.root());
}

}  // namespace stacmlm::author

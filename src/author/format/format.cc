// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/format.h"

#include "author/format/layout.h"
#include "author/format/member_order.h"
#include "rules/context.h"

namespace stacmlm::author {

bool is_stac_document(json::Value root) {
  if (!rules::is_item_collection(root)) return root.find("stac_version").exists();
  return root.find("features").at(0).find("stac_version").exists();
}

std::string format(const json::Document& document, Layout layout) {
  const json::Value root = document.root();
  const Described described = is_stac_document(root) ? Described::root(root) : Described();
  return (layout == Layout::kLines ? in_lines(root, described) : on_one_line(root, described)) +
         "\n";
}

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
// The documents above and below a Collection.
#include <fmt/format.h>

#include "author/collection/builder_state.h"
#include "author/collection/told_draft.h"
#include "diag/json_writer.h"
#include "stacmlm/author/collection.h"
#include "stacmlm/author/format.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

using json::DraftNode;

base::Result<WrittenDocument> new_catalog(const CatalogOptions& options) {
  if (options.id.empty())
    return base::fail(base::ErrorKind::kInvalidArgument, "a new Catalog needs an id");
  diag::JsonWriter out;
  out.open('{').key("type").string("Catalog").key("stac_version").string("1.0.0");
  out.key("id").string(options.id);
  if (!options.title.empty()) out.key("title").string(options.title);
  out.key("description").string(options.description).key("links").open('[');
  if (!options.self.empty()) out.raw(link_json("self", options.self, kJsonType));
  out.raw(link_json("root", options.root, kJsonType));
  out.raw(link_json("child", options.child, kJsonType, options.child_title));
  json::Document document;
  const std::string text = out.close(']').close('}').text();
  if (json::Parser().parse(json::Text::copy_of(text), document))
    return base::fail(base::ErrorKind::kInvalidArgument, "the words of the Catalog are no UTF-8");
  return WrittenDocument{format(document), {{"", "the Catalog is new"}}};
}

bool leads_to(DraftNode& link, std::string_view rel, std::string_view href) {
  DraftNode* relation = link.is_object() ? link.find("rel") : nullptr;
  DraftNode* target = link.is_object() ? link.find("href") : nullptr;
  if (relation == nullptr || target == nullptr || !relation->equals(rel) || !target->is_string())
    return false;
  const auto bare = [](std::string_view text) {
    return text.starts_with("./") ? text.substr(2) : text;
  };
  return bare(target->string()) == bare(href);
}

}  // namespace

base::Result<WrittenDocument> write_catalog(const json::Document* existing,
                                            const CatalogOptions& options) {
  if (existing == nullptr) return new_catalog(options);
  if (!existing->root().find("type").equals("Catalog"))
    return base::fail(base::ErrorKind::kInvalidDocument, "it is no Catalog");
  ToldDraft draft(*existing);
  set_link(draft, "self", options.self, kJsonType);
  set_link(draft, "root", options.root, kJsonType);
  DraftNode& links = draft.array_in(draft.root(), "links");
  for (DraftNode* link : links.children()) {
    if (leads_to(*link, "child", options.child)) return draft.finish();
  }
  draft.append(links, link_json("child", options.child, kJsonType, options.child_title));
  return draft.finish();
}

base::Result<WrittenDocument> link_item(const json::Document& item, const ItemLinks& links) {
  if (!item.root().find("type").equals("Feature"))
    return base::fail(base::ErrorKind::kInvalidDocument, "it is no Item");
  ToldDraft draft(item);
  draft.set_if_other(draft.root(), "collection", json::quote(links.collection_id));
  set_link(draft, "self", links.self, kGeoJsonType);
  set_link(draft, "root", links.root, kJsonType);
  set_link(draft, "parent", links.collection, kJsonType);
  set_link(draft, "collection", links.collection, kJsonType);
  return draft.finish();
}

}  // namespace stacmlm::author

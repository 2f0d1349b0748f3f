// SPDX-License-Identifier: Apache-2.0
#include "author/format/member_order.h"

#include <algorithm>
#include <array>

#include "rules/context.h"
#include "rules/schema/schemas.h"
#include "stacmlm/mlm/legacy/ml_model.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::author {

using json::Shape;
using json::ShapeFacts;
using mlm::Version;

namespace {

std::string_view text_or_empty(json::Value value) {
  return value.is_string() ? value.string() : std::string_view();
}

/// The newest version that the object lists; the newest of all if it lists none.
Version mlm_version(json::Value object) {
  std::optional<Version> newest;
  for (const json::Value entry : object.find("stac_extensions").elements()) {
    const auto uri = mlm::version_of_uri(text_or_empty(entry));
    if (uri) newest = std::max(newest.value_or(uri->version), uri->version);
  }
  return newest.value_or(mlm::kNewestPublished);
}

/// The core schema that describes the object; for versions that are not known the newest.
const Shape& core_shape(json::Value object) {
  const std::string_view type = text_or_empty(object.find("type"));
  const auto known = rules::core_schema(type, text_or_empty(object.find("stac_version")));
  const auto* schema =
      known.schema != nullptr ? known.schema : rules::core_schema(type, "1.1.0").schema;
  return schema->shape();
}

Shape model_places(Version version) {
  const Shape fields = json::all_of(
      {stac::shape_of<mlm::Model>(ordinal(version)), stac::shape_of<mlm::legacy::MlModelV1>(0)});
  return json::object()
      .member("properties", fields)
      .member("assets", Shape().others(fields))
      .member("item_assets", Shape().others(fields))
      .member("summaries", fields);
}

/// Where the members of models stand in a STAC object.
const Shape& model_shape(Version version) {
  static const auto kShapes = [] {
    std::array<Shape, static_cast<std::size_t>(Version::kV1_6_0) + 1> shapes;
    for (std::size_t i = 0; i < shapes.size(); ++i)
      shapes[i] = model_places(static_cast<Version>(i));
    return shapes;
  }();
  return kShapes[static_cast<std::size_t>(version)];
}

bool admits(const ShapeFacts& facts, json::Value value) {
  return facts.types == 0 || (facts.types & json::bit_of(value.kind())) != 0;
}

}  // namespace

Described Described::stac_object(json::Value document) {
  Described described;
  described.add(core_shape(document), document);
  described.add(model_shape(mlm_version(document)), document);
  return described;
}

Described Described::root(json::Value root) {
  if (!rules::is_item_collection(root)) return stac_object(root);
  Described described;
  described.keys_ = {"type", "features"};
  described.is_item_collection_ = true;
  return described;
}

// Every alternative that the type admits counts: the order must not depend on what else is in the
// value. Conditions describe no members of their own.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
void Described::add(const Shape& shape, json::Value value) {
  const ShapeFacts& facts = shape.facts();
  if (!admits(facts, value)) return;
  facts_.push_back(&facts);
  if (facts.cases) keys_.push_back(facts.cases->key);
  for (const ShapeFacts::Member& member : facts.members) keys_.push_back(member.key);
  for (const auto* shapes : {&facts.all_of, &facts.any_of, &facts.one_of}) {
    for (const Shape& each : *shapes) add(each, value);
  }
  if (facts.refers != nullptr) add(facts.refers(), value);
  if (!facts.cases) return;
  const json::Value chosen = value.find(facts.cases->key);
  for (const auto& [word, each] : facts.cases->shapes) {
    if (chosen.equals(word)) add(each, value);
  }
}

Described Described::member(json::Value member) const {
  Described below;
  below.is_list_of_items_ = is_item_collection_ && member.key() == "features";
  for (const ShapeFacts* facts : facts_) {
    const auto known = std::ranges::find_if(facts->members, [&](const ShapeFacts::Member& each) {
      return each.shape && each.hash == member.node().key_hash && each.key == member.key();
    });
    if (known != facts->members.end()) {
      below.add(*known->shape, member);
    } else if (!facts->others.empty()) {
      below.add(facts->others.front(), member);
    }
  }
  return below;
}

Described Described::element(json::Value element) const {
  if (is_list_of_items_) return stac_object(element);
  Described below;
  for (const ShapeFacts* facts : facts_) {
    if (!facts->items.empty()) below.add(facts->items.front(), element);
  }
  return below;
}

std::size_t Described::rank(json::Value member) const {
  return static_cast<std::size_t>(std::ranges::find(keys_, member.key()) - keys_.begin());
}

std::vector<json::Value> in_order(json::Value object, const Described& described) {
  const json::Document& document = object.document();
  const auto first = static_cast<std::uint32_t>(&object.node() - &document.root().node());
  std::vector<std::pair<std::size_t, json::Value>> ranked;
  ranked.reserve(object.size());
  for (std::uint32_t at = first + 1; at < object.node().next;
       at = document.value_at(at).node().next) {
    const json::Value member = document.value_at(at);
    ranked.emplace_back(described.rank(member), member);
  }
  std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, json::Value>::first);
  std::vector<json::Value> members;
  members.reserve(ranked.size());
  for (const auto& [rank, member] : ranked) members.push_back(member);
  return members;
}

}  // namespace stacmlm::author

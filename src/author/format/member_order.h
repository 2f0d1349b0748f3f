// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::author {

/// What the specifications say of one value: the shapes that describe it. They name its members in
/// order, and lead on to what describes each of these. Whether the value conforms does not matter.
class Described {
 public:
  /// Nothing is known of the value.
  Described() = default;
  /// As STAC core, MLM and ml-model describe the object `document`, which says its versions itself.
  static Described stac_object(json::Value document);
  /// A root: a STAC object, or a FeatureCollection of such.
  static Described root(json::Value root);

  /// The same for a member or an element.
  [[nodiscard]] Described member(json::Value member) const;
  [[nodiscard]] Described element(json::Value element) const;

  /// The place of `member` among its siblings; equal for all that are not known.
  [[nodiscard]] std::size_t rank(json::Value member) const;

 private:
  void add(const json::Shape& shape, json::Value value);

  std::vector<const json::ShapeFacts*> facts_;
  std::vector<std::string_view> keys_;  // in their order; some stand twice
  bool is_item_collection_ = false;
  bool is_list_of_items_ = false;
};

/// All members of an object, those that a later one hides too: by rank, then as they stand.
std::vector<json::Value> in_order(json::Value object, const Described& described);

}  // namespace stacmlm::author

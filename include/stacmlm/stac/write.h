// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/stac/description.h"

namespace stacmlm::stac {

/// The JSON text of an object with these members, in this order.
std::string write_members(const std::vector<std::pair<std::string_view, json::Value>>& members);

/// `value` is a part of `object`: it was read from there.
bool is_part_of(json::Value value, json::Value object);

/// The JSON text of a typed object: every member as it was read and in its order, null, malformed
/// and unknown ones too, with the text of its value. A field that was given another value
/// (`Field::set_raw`) is written with that, one that was emptied (`set_raw({})`) not at all; fields
/// that were absent follow in the order of the description. Of a key that stands twice the last is
/// written. Values set must come from documents that are alive.
///
/// ```cpp
/// stac::Item item = stac::Item::read(document.root());
/// item.id.set_raw(other.root().find("id"));
/// std::string text = stac::write_object(item);
/// ```
template <class Owner>
std::string write_object(const Owner& owner) {
  std::vector<std::pair<std::string_view, json::Value>> members;
  const auto described = Owner::members();
  std::vector<json::Value (*)(const Owner&)> written;
  for (const json::Value member : owner.source.members()) {
    const auto known = std::ranges::find(described, member.key(), &Member<Owner>::key);
    const auto get = known == described.end() ? nullptr : known->get;
    const json::Value value = get == nullptr ? member : get(owner);
    if (get != nullptr) written.push_back(get);
    // Two keys may lead to one field (`gsd`, `eo:gsd`): what was read stays under its own.
    if (value.exists())
      members.emplace_back(member.key(), is_part_of(value, owner.source) ? member : value);
  }
  for (const Member<Owner>& each : described) {
    const json::Value value = each.get(owner);
    if (!value.exists() || std::ranges::find(written, each.get) != written.end()) continue;
    members.emplace_back(each.key, value);
    written.push_back(each.get);
  }
  return write_members(members);
}

}  // namespace stacmlm::stac

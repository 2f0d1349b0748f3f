// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "rules/view/other_members.h"
#include "stacmlm/stac/datetime.h"
#include "stacmlm/stac/geometry.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::rules {

/// A member that should hold a date and time.
struct Moment {
  json::Value value;
  std::optional<stac::Instant> instant;
};

Moment read_moment(json::Value value);

/// Where and when an Item is, read once for the rules that ask.
struct SpaceTime {
  stac::GeometryFacts geometry;
  std::optional<stac::Box> bbox;
  Moment datetime;
  Moment start;
  Moment end;
  Moment created;
  Moment updated;

  /// The geometry goes over the antimeridian in one piece.
  [[nodiscard]] bool crosses_uncut() const;
  /// An edge of the geometry means the shorter way, over the antimeridian: as plain numbers its
  /// rings say nothing.
  [[nodiscard]] bool is_wrapped() const;
  /// The bounding box is the right one, but for west and east in the wrong order.
  [[nodiscard]] bool has_west_and_east_swapped() const;
};

/// `properties` are those of the Item.
SpaceTime read_space_time(const stac::Item& item, const OtherMembers& properties);

/// An array of numbers or texts for a message, in one line.
std::string shown_in_line(json::Value array);

/// Two edges of boxes are the same, but for rounding: up to a thousandth of a degree or of
/// `extent`.
bool is_near(double a, double b, double extent);

}  // namespace stacmlm::rules

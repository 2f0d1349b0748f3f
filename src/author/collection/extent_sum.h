// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/stac/datetime.h"
#include "stacmlm/stac/geometry.h"

namespace stacmlm::author {

/// The smallest box around boxes on the round earth, over the antimeridian where that is shorter.
class BoxSum {
 public:
  void add(const stac::Box& box);
  [[nodiscard]] std::optional<stac::Box> around() const;

 private:
  struct Stretch {
    double west, east;
  };
  void merge();

  double south_ = 0;
  double north_ = 0;
  std::vector<Stretch> stretches_;  // of longitude, none over the antimeridian
  std::size_t merge_at_ = 64;
};

/// The first and the last moment, as they are written.
struct PeriodSum {
  std::optional<stac::Instant> start, end;
  std::string start_text, end_text;

  void add_start(json::Value moment);
  void add_end(json::Value moment);
};

/// Where and when the Items are.
class ExtentSum {
 public:
  /// Returns a sentence for each malformed member, which counts as absent.
  std::vector<std::string> add_item(json::Value item);
  /// What an old Collection says.
  void add_extent(json::Value extent);

  /// The overall box, and behind it each box of an Item, if they differ and are not too many. Empty
  /// if no place is known.
  [[nodiscard]] std::vector<stac::Box> boxes() const;
  /// What a person has to know of Items without a place. `fallback` is the Collection's extent if
  /// there is no other: `is the whole earth`.
  [[nodiscard]] std::vector<std::string> notes(std::string_view fallback) const;
  [[nodiscard]] const PeriodSum& period() const { return period_; }

 private:
  BoxSum sum_;
  std::vector<stac::Box> boxes_;
  bool are_too_many_ = false;
  std::size_t without_box_ = 0;
  PeriodSum period_;
};

inline constexpr stac::Box kWholeEarth{-180, -90, 180, 90};

/// `[west, south, east, north]`
std::string box_json(const stac::Box& box);

}  // namespace stacmlm::author

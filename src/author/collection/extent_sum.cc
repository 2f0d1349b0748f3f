// SPDX-License-Identifier: Apache-2.0
#include "author/collection/extent_sum.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "diag/visible.h"

namespace stacmlm::author {
namespace {

constexpr double kHalfTurn = 180;
constexpr double kFullTurn = 360;
// Most readers look at the first box alone; a long list helps nobody.
constexpr std::size_t kMostBoxes = 50;
constexpr std::size_t kMostColumns = 80;

bool is_sane(const stac::Box& box) {
  return std::abs(box.west) <= kHalfTurn && std::abs(box.east) <= kHalfTurn && box.south >= -90 &&
         box.north <= 90 && box.south <= box.north;
}

bool is_same(const stac::Box& a, const stac::Box& b) {
  return a.west == b.west && a.south == b.south && a.east == b.east && a.north == b.north;
}

std::optional<stac::Box> box_around(json::Value geometry) {
  const stac::GeometryFacts facts = stac::read_geometry(geometry);
  if (!facts.is_readable || facts.positions == 0) return std::nullopt;
  const stac::Box around = stac::bounding_box_of(facts, stac::crosses_antimeridian_uncut(facts));
  return is_sane(around) ? std::optional(around) : std::nullopt;
}

bool is_said(json::Value member) { return member.exists() && !member.is_null(); }

std::string shown(json::Value value) { return diag::shortened(value.raw(), kMostColumns); }

std::optional<stac::Box> box_of(json::Value item, std::vector<std::string>& notes) {
  const json::Value bbox = item.find("bbox");
  const auto box = stac::read_box(bbox);
  if (box && is_sane(*box)) return box;
  const json::Value geometry = item.find("geometry");
  const auto around = box_around(geometry);
  if (is_said(bbox)) {
    notes.push_back(fmt::format("`bbox` is no box in degrees: `{}`{}", shown(bbox),
                                around ? "; that of the geometry counts" : ""));
  }
  if (is_said(geometry) && !around)
    notes.push_back(fmt::format("`geometry` has no place in degrees: `{}`", shown(geometry)));
  return around;
}

std::optional<stac::Instant> instant_of(json::Value moment) {
  return moment.is_string() ? stac::read_datetime(moment.string()) : std::nullopt;
}

}  // namespace

void BoxSum::add(const stac::Box& box) {
  south_ = stretches_.empty() ? box.south : std::min(south_, box.south);
  north_ = stretches_.empty() ? box.north : std::max(north_, box.north);
  if (box.crosses_antimeridian()) {
    stretches_.push_back({box.west, kHalfTurn});
    stretches_.push_back({-kHalfTurn, box.east});
  } else {
    stretches_.push_back({box.west, box.east});
  }
  if (stretches_.size() < merge_at_) return;
  merge();
  merge_at_ = std::max<std::size_t>(64, 2 * stretches_.size());
}

void BoxSum::merge() {
  std::ranges::sort(stretches_, {}, &Stretch::west);
  std::vector<Stretch> merged;
  for (const Stretch& stretch : stretches_) {
    if (merged.empty() || stretch.west > merged.back().east) {
      merged.push_back(stretch);
    } else {
      merged.back().east = std::max(merged.back().east, stretch.east);
    }
  }
  stretches_ = std::move(merged);
}

std::optional<stac::Box> BoxSum::around() const {
  if (stretches_.empty()) return std::nullopt;
  BoxSum sum = *this;
  sum.merge();
  const std::vector<Stretch>& stretches = sum.stretches_;
  // What is left out is the widest gap; of equal ones that over the antimeridian.
  double widest = stretches.front().west + kFullTurn - stretches.back().east;
  stac::Box box{stretches.front().west, south_, stretches.back().east, north_};
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    const double gap = stretches[i].west - stretches[i - 1].east;
    if (gap <= widest) continue;
    widest = gap;
    box.west = stretches[i].west;
    box.east = stretches[i - 1].east;
  }
  if (widest <= 0) {
    box.west = -kHalfTurn;
    box.east = kHalfTurn;
  }
  return box;
}

void PeriodSum::add_start(json::Value moment) {
  const auto instant = instant_of(moment);
  if (!instant || (start && *start <= *instant)) return;
  start = instant;
  start_text = moment.string();
}

void PeriodSum::add_end(json::Value moment) {
  const auto instant = instant_of(moment);
  if (!instant || (end && *end >= *instant)) return;
  end = instant;
  end_text = moment.string();
}

std::vector<std::string> ExtentSum::add_item(json::Value item) {
  std::vector<std::string> notes;
  const json::Value properties = item.find("properties");
  const json::Value start = properties.find("start_datetime");
  const json::Value end = properties.find("end_datetime");
  const json::Value moment = properties.find("datetime");
  period_.add_start(instant_of(start) ? start : moment);
  period_.add_end(instant_of(end) ? end : moment);
  for (const json::Value each : {start, end, moment}) {
    if (is_said(each) && !instant_of(each))
      notes.push_back(fmt::format("`{}` is no date and time: `{}`", each.key(), shown(each)));
  }
  const auto box = box_of(item, notes);
  if (!box) {
    ++without_box_;
    return notes;
  }
  sum_.add(*box);
  const bool is_new =
      std::ranges::none_of(boxes_, [&](const stac::Box& known) { return is_same(known, *box); });
  if (is_new && boxes_.size() == kMostBoxes) are_too_many_ = true;
  if (is_new && !are_too_many_) boxes_.push_back(*box);
  return notes;
}

void ExtentSum::add_extent(json::Value extent) {
  const json::Value box = extent.find("spatial").find("bbox").at(0);
  if (const auto overall = stac::read_box(box); overall && is_sane(*overall)) sum_.add(*overall);
  const json::Value interval = extent.find("temporal").find("interval").at(0);
  period_.add_start(interval.at(0));
  period_.add_end(interval.at(1));
}

std::vector<stac::Box> ExtentSum::boxes() const {
  const auto around = sum_.around();
  if (!around) return {};
  std::vector<stac::Box> all = {*around};
  const bool is_listed = !are_too_many_ && boxes_.size() > 1;
  if (is_listed) all.insert(all.end(), boxes_.begin(), boxes_.end());
  return all;
}

std::vector<std::string> ExtentSum::notes(std::string_view fallback) const {
  if (without_box_ == 0) return {};
  if (boxes_.empty() && !are_too_many_)
    return {
        fmt::format("no Item has a bbox or a geometry: the extent of the Collection {}", fallback)};
  return {fmt::format("Items without bbox and geometry: {}; the extent is that of the others",
                      without_box_)};
}

std::string box_json(const stac::Box& box) {
  return fmt::format("[{}, {}, {}, {}]", box.west, box.south, box.east, box.north);
}

}  // namespace stacmlm::author

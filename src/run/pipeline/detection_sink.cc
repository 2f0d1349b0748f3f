// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/detection_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "run/detection/convex.h"
#include "run/detection/core.h"
#include "run/detection/loss.h"

namespace stacmlm::run {
namespace {

/// Of boxes that wait for tiles to come, and of points of their outlines.
constexpr std::size_t kMostOpen = 1000000;
constexpr std::size_t kMostOpenPoints = std::size_t{16} << 20U;
constexpr std::size_t kMostTilePoints = std::size_t{4} << 20U;
/// A tile has so many of the smallest cells a side, in which boxes look for each other.
constexpr double kCellsATile = 32;
constexpr double kScoreDigits = 1e6;

base::Error too_many(const OutputPlan& plan, std::string_view what) {
  return {base::ErrorKind::kLimitExceeded,
          fmt::format("{}: the model found more {} than are kept in memory; a higher --threshold "
                      "takes fewer",
                      plan.field, what)};
}

raster::Ring ring_of(const Box& box) {
  return {
      {box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}};
}

Box shifted(const Box& box, double x, double y) {
  return {box.left + x, box.top + y, box.right + x, box.bottom + y};
}

}  // namespace

DetectionSink::DetectionSink(const SceneTiles& tiles, const OutputPlan& plan,
                             raster::LayerWriter& writer)
    : tiles_(tiles),
      plan_(plan),
      writer_(writer),
      suppression_(plan.boxes.iou,
                   static_cast<double>(std::max(tiles.x.tile, tiles.y.tile)) / kCellsATile,
                   is_rotated(plan.boxes.format)) {
  for (const ClassPlan& one : plan.classes) names_.emplace(one.value, one.name);
}

OutputPart DetectionSink::part_of(std::size_t) const {
  const std::int64_t width = tiles_.x.tile;
  const std::int64_t height = tiles_.y.tile;
  return {0, 0, width, height, width, height};
}

base::Result<void> DetectionSink::add(std::size_t index, TileOutput* output) {
  TileFinds finds;
  if (output != nullptr) {
    STACMLM_TRY(finds, find(index, *output));
  }
  return in_turn_.add(index, std::move(finds), [this](std::size_t next, TileFinds& of_next) {
    return add_next(next, of_next);
  });
}

/// The boxes of a tile that it answers for, in pixels of the scene.
base::Result<DetectionSink::TileFinds> DetectionSink::find(std::size_t index,
                                                           const TileOutput& output) const {
  const std::int64_t width = tiles_.x.tile;
  const std::int64_t height = tiles_.y.tile;
  const Core columns = core_of(tiles_.x, index % tiles_.across());
  const Core rows = core_of(tiles_.y, index / tiles_.across());
  const auto left = static_cast<double>(tiles_.column(index).begin);
  const auto top = static_cast<double>(tiles_.row(index).begin);
  const Box scene{0, 0, static_cast<double>(tiles_.x.image), static_cast<double>(tiles_.y.image)};
  STACMLM_TRY(const FoundBoxes found, decode_boxes(plan_, output.tensors, width, height));
  std::unique_ptr<MaskReader> masks;
  if (plan_.kind == OutputKind::kPolygons) {
    STACMLM_TRY(masks, read_masks(plan_, output.tensors, width, height));
  }
  const ValidArea valid(output.valid, width, height);
  TileFinds finds;
  finds.loss.decoded = found.counts;
  std::size_t points = 0;
  for (const FoundBox& one : found.boxes) {
    Candidate candidate;
    Detection& detection = candidate.detection;
    if (!place(one, left, top, scene, detection)) continue;
    const double x = (detection.box.left + detection.box.right) / 2;
    const double y = (detection.box.top + detection.box.bottom) / 2;
    if (!columns.reaches(x) || !rows.reaches(y)) continue;
    candidate.is_owned = columns.owns(x) && rows.owns(y);
    candidate.place = (static_cast<std::uint64_t>(index) << 32U) | one.row;
    detection.score = one.score;
    detection.label = one.label;
    if (!valid.holds_half(one.box)) {
      finds.loss.on_nodata += candidate.is_owned ? 1 : 0;
      continue;
    }
    if (masks && !take_outline(masks->mask_of(one), valid, shifted(scene, -left, -top), detection,
                               finds.loss))
      continue;
    points += points_of(detection);
    if (points > kMostTilePoints) return tl::unexpected(too_many(plan_, "points of outlines"));
    finds.candidates.push_back(std::move(candidate));
  }
  return finds;
}

bool DetectionSink::place(const FoundBox& one, double left, double top, const Box& scene,
                          Detection& detection) const {
  if (one.ring.empty()) {
    detection.box = common(shifted(one.box, left, top), scene);
    return !detection.box.is_empty();
  }
  raster::Ring ring = one.ring;
  for (raster::Point& point : ring) point = {point[0] + left, point[1] + top};
  ring = common(ring, scene);
  if (ring.empty()) return false;
  detection.box = box_around(ring);
  detection.outline.push_back(std::move(ring));
  return true;
}

/// The outline in pixels of the scene, which is `window` of the tile; false: there is none.
bool DetectionSink::take_outline(const FoundMask& found, const ValidArea& valid, const Box& window,
                                 Detection& detection, DetectionLoss& loss) const {
  Mask mask = found.mask;
  std::size_t at = 0;
  for (std::int64_t row = found.top; row < found.top + mask.height; ++row) {
    for (std::int64_t column = found.left; column < found.left + mask.width; ++column, ++at) {
      const auto x = static_cast<double>(column);
      const auto y = static_cast<double>(row);
      const bool is_inside =
          x >= window.left && y >= window.top && x < window.right && y < window.bottom;
      if (!is_inside || !valid.at(column, row)) mask.pixels[at] = 0;
    }
  }
  const std::size_t pieces = keep_largest_piece(mask);
  if (pieces == 0) ++loss.empty;
  if (pieces == 0) return false;
  if (pieces > 1) ++loss.pieces;
  detection.outline = outline_of(mask);
  for (raster::Ring& ring : detection.outline) {
    for (raster::Point& point : ring) {
      point[0] += static_cast<double>(found.left) - window.left;
      point[1] += static_cast<double>(found.top) - window.top;
    }
  }
  return true;
}

base::Result<void> DetectionSink::add_next(std::size_t index, TileFinds& finds) {
  loss_ += finds.loss;
  for (Candidate& candidate : finds.candidates) suppression_.add(std::move(candidate));
  if (suppression_.open() > kMostOpen) return tl::unexpected(too_many(plan_, "boxes"));
  if (suppression_.open_points() > kMostOpenPoints)
    return tl::unexpected(too_many(plan_, "points of outlines"));
  if (!tiles_.ends_row(index)) return {};
  const double unseen_top = index + 1 < tiles_.count()
                                ? static_cast<double>(tiles_.row(index + 1).begin)
                                : std::numeric_limits<double>::infinity();
  auto decided = suppression_.decide(unseen_top);
  if (!decided) {
    auto error = std::move(decided).error().during(plan_.field);
    error.message += "; a higher --threshold takes fewer";
    return tl::unexpected(std::move(error));
  }
  for (const Detection& detection : *decided) {
    STACMLM_CHECK(write(detection));
  }
  return {};
}

base::Result<void> DetectionSink::write(const Detection& detection) {
  raster::Feature feature;
  feature.rings = detection.outline;
  if (feature.rings.empty()) feature.rings.push_back(ring_of(detection.box));
  const auto name = names_.find(detection.label);
  feature.values.emplace_back(detection.label);
  if (name == names_.end()) {
    ++loss_.unnamed;
    feature.values.emplace_back();
  } else {
    feature.values.emplace_back(name->second);
  }
  const double score = std::min(detection.score, 1.0);
  feature.values.emplace_back(std::round(score * kScoreDigits) / kScoreDigits);
  return writer_.add(feature);
}

std::vector<std::string> DetectionSink::notes() const { return notes_of(loss_, plan_); }

}  // namespace stacmlm::run

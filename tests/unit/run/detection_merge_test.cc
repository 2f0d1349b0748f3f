// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>

#include "detections.h"
#include "run/detection/core.h"

namespace stacmlm::run {
namespace {

Detection detection(const Box& box, double score, std::int64_t label = 1) {
  return {box, score, label, {}};
}

Box square(double left, double top, double side = 10) {
  return {left, top, left + side, top + side};
}

/// Non-maximum suppression as textbooks have it.
std::vector<Detection> plain(std::vector<Candidate> all, double iou) {
  std::ranges::sort(all, [](const Candidate& a, const Candidate& b) {
    if (a.detection.score != b.detection.score) return a.detection.score > b.detection.score;
    return a.place < b.place;
  });
  std::vector<Detection> kept;
  for (const Candidate& one : all) {
    const bool is_gone = std::ranges::any_of(kept, [&](const Detection& better) {
      return better.label == one.detection.label && overlap_of(better.box, one.detection.box) > iou;
    });
    if (!is_gone) kept.push_back(one.detection);
  }
  return kept;
}

using Key = std::vector<double>;
std::vector<Key> keys(const std::vector<Detection>& all) {
  std::vector<Key> keys;
  keys.reserve(all.size());
  for (const Detection& one : all) {
    keys.push_back({one.box.left, one.box.top, one.box.right, one.box.bottom, one.score,
                    static_cast<double>(one.label)});
  }
  std::ranges::sort(keys);
  return keys;
}

constexpr double kEnd = INFINITY;

TEST(Suppression, KeepsTheBestOfEachClass) {
  Suppression suppression(0.5, 8);
  suppression.add({detection(square(0, 0), 0.6), true, 0});
  suppression.add({detection(square(1, 1), 0.9), true, 1});
  suppression.add({detection(square(1, 1), 0.8, 2), true, 2});
  suppression.add({detection(square(9, 9), 0.3), true, 3});
  const auto kept = suppression.decide(kEnd).value();
  EXPECT_EQ(keys(kept), keys({detection(square(1, 1), 0.9), detection(square(1, 1), 0.8, 2),
                              detection(square(9, 9), 0.3)}));
  EXPECT_EQ(kept.front().score, 0.9);
  EXPECT_EQ(suppression.open(), 0U);
}

TEST(Suppression, OwnersGoBeforeBetterScores) {
  Suppression suppression(0.5, 8);
  suppression.add({detection(square(0, 0), 0.9), false, 0});
  suppression.add({detection(square(1, 0), 0.6), true, 1});
  EXPECT_EQ(keys(suppression.decide(kEnd).value()), keys({detection(square(1, 0), 0.6)}));
}

TEST(Suppression, LeavesOpenWhatBoxesToComeCouldChange) {
  Suppression suppression(0.5, 8);
  suppression.add({detection(square(0, 0), 0.6), true, 0});
  suppression.add({detection(square(0, 2), 0.7), true, 1});   // reaches 12
  suppression.add({detection(square(30, 0), 0.8), true, 2});  // nothing is beside it
  EXPECT_EQ(keys(suppression.decide(11).value()), keys({detection(square(30, 0), 0.8)}));
  EXPECT_EQ(suppression.open(), 2U);
  suppression.add({detection(square(0, 4), 0.9), true, 3});
  // 0.9 takes 0.7 away, so that 0.6 stays.
  EXPECT_EQ(keys(suppression.decide(kEnd).value()),
            keys({detection(square(0, 4), 0.9), detection(square(0, 0), 0.6)}));
}

TEST(Suppression, InStripsItGivesWhatItGivesAtOnce) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> place(0, 200);
  std::uniform_real_distribution<double> side(5, 40);
  for (const double iou : {0.0, 0.3, 0.5, 0.9}) {
    std::vector<Candidate> all;
    for (std::uint64_t i = 0; i < 800; ++i) {
      const double left = place(random);
      const double top = place(random);
      const Box box{left, top, left + side(random), top + side(random)};
      all.push_back({detection(box, std::floor(place(random)) / 200, i % 3 == 0 ? 2 : 1), true, i});
    }
    Suppression suppression(iou, 16);
    std::vector<Detection> kept;
    std::size_t most_open = 0;
    for (double top = 0; top < 200; top += 20) {
      for (const Candidate& one : all) {
        if (one.detection.box.top >= top && one.detection.box.top < top + 20) suppression.add(one);
      }
      const double unseen = top + 20 < 200 ? top + 20 : kEnd;
      const auto decided = suppression.decide(unseen).value();
      kept.insert(kept.end(), decided.begin(), decided.end());
      most_open = std::max(most_open, suppression.open());
    }
    EXPECT_EQ(keys(kept), keys(plain(all, iou))) << iou;
    EXPECT_LT(most_open, all.size() / 2) << iou;
  }
}

TEST(Suppression, SizesOfAllKindsGiveWhatTextbooksGive) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> place(0, 300);
  std::uniform_real_distribution<double> power(-2, 8);
  for (const double iou : {0.0, 0.05, 0.5, 0.8, 1.0}) {
    std::vector<Candidate> all;
    Suppression suppression(iou, 4);
    for (std::uint64_t i = 0; i < 1500; ++i) {
      const double left = place(random);
      const double top = place(random);
      const double size = std::exp2(power(random));
      const Box box{left, top, left + size, top + size * (i % 2 == 0 ? 1 : 0.3)};
      all.push_back({detection(box, place(random) / 300), true, i});
      suppression.add(all.back());
    }
    EXPECT_EQ(keys(suppression.decide(kEnd).value()), keys(plain(all, iou))) << iou;
  }
}

TEST(Suppression, BoxesOfAHostileModelDoNotTakeForEver) {
  // They share a cell, and none takes another one away.
  const auto fill = [](Suppression& suppression, double step) {
    for (int i = 0; i < 3000; ++i)
      suppression.add({detection(square(0, i * step, 0.5), 0.5), true, std::uint64_t(i)});
  };
  Suppression sparse(0.5, 1, false, 200000);
  fill(sparse, 1);
  EXPECT_EQ(sparse.decide(kEnd).value().size(), 3000U);
  Suppression dense(0.5, 10000, false, 200000);
  fill(dense, 1);
  const auto decided = dense.decide(kEnd);
  ASSERT_FALSE(decided);
  EXPECT_EQ(decided.error().kind, base::ErrorKind::kLimitExceeded);
  // Of those that are one upon the other while others may come, one look is enough.
  Suppression same(0.5, 8, false, 200000);
  for (int i = 0; i < 10000; ++i) same.add({detection(square(0, 0), 0.5), true, std::uint64_t(i)});
  EXPECT_TRUE(same.decide(5));
  EXPECT_EQ(same.open(), 10000U);
}

AxisTiles axis(std::int64_t image, std::int64_t tile, const std::vector<std::int64_t>& begins) {
  AxisTiles axis;
  axis.image = image;
  axis.tile = tile;
  for (const std::int64_t begin : begins) axis.tiles.push_back({begin, begin, begin + tile, 0});
  return axis;
}

TEST(CoreOf, CoresLieSideBySide) {
  const AxisTiles tiles = axis(150, 64, {0, 48, 86});
  EXPECT_EQ(core_of(tiles, 0).begin, -INFINITY);
  EXPECT_EQ(core_of(tiles, 0).end, 56);
  EXPECT_EQ(core_of(tiles, 0).reach_end, 58);
  EXPECT_EQ(core_of(tiles, 1).begin, 56);
  EXPECT_EQ(core_of(tiles, 1).reach_begin, 54);
  EXPECT_EQ(core_of(tiles, 1).end, 99);
  EXPECT_EQ(core_of(tiles, 2).begin, 99);
  EXPECT_EQ(core_of(tiles, 2).end, INFINITY);
}

/// Squares of a scene, as a perfect detector sees them in tiles.
class Merged : public testing::Test {
 protected:
  static constexpr std::int64_t kTile = 64;

  Merged() { tiles_ = {axis(150, kTile, {0, 48, 86}), axis(112, kTile, {0, 48})}; }

  /// [boxes, 6] of a tile: what lies in it, cut where its edges are.
  Tensor seen(std::size_t index, const std::vector<Detection>& all) const {
    const auto left = static_cast<double>(tiles_.x.tiles[index % 3].begin);
    const auto top = static_cast<double>(tiles_.y.tiles[index / 3].begin);
    std::vector<float> rows;
    for (const Detection& one : all) {
      const Box box = common(
          {one.box.left - left, one.box.top - top, one.box.right - left, one.box.bottom - top},
          {0, 0, kTile, kTile});
      if (box.is_empty()) continue;
      for (const double number :
           {box.left, box.top, box.right, box.bottom, one.score, static_cast<double>(one.label)})
        rows.push_back(static_cast<float>(number));
    }
    return floats({static_cast<std::int64_t>(rows.size() / 6), 6}, rows);
  }

  TileOutput output(std::size_t index, const std::vector<Detection>& all) const {
    return {{seen(index, all)}, {0, 0, kTile, kTile}, std::vector<std::uint8_t>(kTile * kTile, 1)};
  }

  std::vector<Box> boxes() const {
    std::vector<Box> boxes;
    for (const auto& feature : layer_.features) {
      const auto& ring = feature.rings.at(0);
      boxes.push_back({ring[0][0], ring[0][1], ring[2][0], ring[2][1]});
    }
    return boxes;
  }

  SceneTiles tiles_;
  OutputPlan plan_ = detector(BoxFormat::kXyxyScoreClass);
  KeptLayer layer_;
};

TEST_F(Merged, EachObjectOnceWhereverItLies) {
  // On borders of cores, in corners, cut by the edges of tiles and of the scene.
  std::vector<Detection> all;
  for (const double x : {-4.0, 20.0, 51.0, 94.0, 110.0, 144.0})
    for (const double y : {-4.0, 20.0, 51.0, 108.0}) all.push_back(detection(square(x, y), 0.9));
  DetectionSink sink(tiles_, plan_, layer_);
  for (std::size_t i = 0; i < 6; ++i) {
    TileOutput one = output(i, all);
    ASSERT_TRUE(sink.add(i, &one));
  }
  ASSERT_EQ(layer_.features.size(), all.size());
  for (const Detection& one : all) {
    const Box box = common(one.box, {0, 0, 150, 112});
    EXPECT_TRUE(
        std::ranges::any_of(boxes(), [&](const Box& is) { return overlap_of(is, box) == 1; }))
        << box.left << ' ' << box.top;
  }
  EXPECT_TRUE(sink.notes().empty());
}

TEST_F(Merged, TilesThatDisagreeAboutACentreLoseNothing) {
  DetectionSink sink(tiles_, plan_, layer_);
  // Each sees the centre (56 is the border) on the other side.
  std::vector<std::vector<Detection>> seen(6);
  seen[0] = {detection(square(51.4, 10), 0.9)};
  seen[1] = {detection(square(50.6, 10), 0.8)};
  for (std::size_t i = 0; i < 6; ++i) {
    TileOutput one = output(i, seen[i]);
    ASSERT_TRUE(sink.add(i, &one));
  }
  ASSERT_EQ(layer_.features.size(), 1U);
  EXPECT_EQ(std::get<double>(layer_.features[0].values[2]), 0.9);
}

TEST_F(Merged, DoesNotDependOnWhichTileIsFirst) {
  std::vector<Detection> all;
  for (int i = 0; i < 60; ++i)
    all.push_back(detection(square(i * 37 % 140, i * 23 % 100, 12), 0.5 + i % 7 * 0.05));
  std::vector<std::vector<Box>> results;
  for (const auto& order : {std::vector<std::size_t>{0, 1, 2, 3, 4, 5}, {5, 3, 1, 0, 4, 2}}) {
    layer_.features.clear();
    DetectionSink sink(tiles_, plan_, layer_);
    for (const std::size_t i : order) {
      TileOutput one = output(i, all);
      ASSERT_TRUE(sink.add(i, &one));
    }
    results.push_back(boxes());
  }
  EXPECT_GT(results[0].size(), 20U);
  ASSERT_EQ(results[0].size(), results[1].size());
  for (std::size_t i = 0; i < results[0].size(); ++i)
    EXPECT_EQ(overlap_of(results[0][i], results[1][i]), 1);
}

TEST_F(Merged, WritesRowsWhenNoTileCanChangeThem) {
  DetectionSink sink(tiles_, plan_, layer_);
  const std::vector<Detection> all = {detection(square(10, 10), 0.9),
                                      detection(square(10, 45), 0.9)};
  for (std::size_t i = 0; i < 3; ++i) {
    TileOutput one = output(i, all);
    ASSERT_TRUE(sink.add(i, &one));
  }
  EXPECT_EQ(layer_.features.size(), 1U);
  for (std::size_t i = 3; i < 6; ++i) ASSERT_TRUE(sink.add(i, nullptr));
  EXPECT_EQ(layer_.features.size(), 2U);
}

TEST_F(Merged, LeavesOutBoxesOnNodataAndTellsIt) {
  DetectionSink sink(tiles_, plan_, layer_);
  TileOutput one = output(0, {detection(square(0, 0), 0.9), detection(square(20, 20), 0.9, 7)});
  for (std::size_t i = 0; i < 6 * kTile; ++i) one.valid[i] = 0;  // the first six rows
  ASSERT_TRUE(sink.add(0, &one));
  for (std::size_t i = 1; i < 6; ++i) ASSERT_TRUE(sink.add(i, nullptr));
  ASSERT_EQ(layer_.features.size(), 1U);
  const auto& values = layer_.features[0].values;
  EXPECT_EQ(std::get<std::int64_t>(values[0]), 7);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(values[1]));
  EXPECT_EQ(sink.notes(), (std::vector<std::string>{
                              "1 boxes lay on nodata by more than half, and were left out",
                              "1 boxes have a label that classification:classes does not name"}));
}

TEST_F(Merged, TellsWhatLooksLikeAWrongOption) {
  const auto notes = [&](bool is_fraction, const std::vector<float>& box) {
    plan_.boxes.is_fraction = is_fraction;
    DetectionSink sink(tiles_, plan_, layer_);
    for (std::size_t i = 0; i < 6; ++i) {
      TileOutput one{
          {floats({1, 6}, box)}, {0, 0, kTile, kTile}, std::vector<std::uint8_t>(kTile * kTile, 1)};
      EXPECT_TRUE(sink.add(i, &one));
    }
    return sink.notes();
  };
  using Notes = std::vector<std::string>;
  EXPECT_EQ(notes(false, {0.25F, 0.25F, 0.5F, 0.5F, 0.9F, 1}),
            Notes{"6 boxes are all there are, and lie within the first 2 pixels of their tile: "
                  "they look like fractions, which --box-units fractions reads"});
  EXPECT_EQ(notes(true, {16, 8, 24, 12, 0.9F, 1}),
            Notes{"6 boxes lay beyond their tile, and were left out: most of all, as if they were "
                  "pixels, which --box-units pixels reads"});
  layer_.features.clear();
  EXPECT_EQ(notes(false, {16, 8, 24, 12, 3, 1}),
            Notes{"6 boxes had a score above 1, which is written as 1: --activation sigmoid reads "
                  "logits"});
  EXPECT_EQ(std::get<double>(layer_.features.at(0).values[2]), 1);
}

TEST_F(Merged, OutlinesOfMasks) {
  plan_.kind = OutputKind::kPolygons;
  plan_.boxes.format = BoxFormat::kXyxy;
  DetectionSink sink(tiles_, plan_, layer_);
  std::vector<float> mask(kTile * kTile, 0);
  for (std::size_t row = 20; row < 23; ++row)
    for (std::size_t column = 30; column < 34; ++column) mask[row * kTile + column] = 1;
  TileOutput one{{floats({1, 4}, {30, 20, 34, 24}), labels_of({1}), floats({1}, {0.9F}),
                  floats({1, 1, kTile, kTile}, mask)},
                 {0, 0, kTile, kTile},
                 std::vector<std::uint8_t>(kTile * kTile, 1)};
  one.valid[20 * kTile + 30] = 0;
  ASSERT_TRUE(sink.add(1, &one));
  for (const std::size_t i : {0, 2, 3, 4, 5}) ASSERT_TRUE(sink.add(i, nullptr));
  ASSERT_EQ(layer_.features.size(), 1U);
  EXPECT_EQ(
      layer_.features[0].rings,
      (std::vector<raster::Ring>{{{82, 20}, {82, 23}, {78, 23}, {78, 21}, {79, 21}, {79, 20}}}));
}

}  // namespace
}  // namespace stacmlm::run

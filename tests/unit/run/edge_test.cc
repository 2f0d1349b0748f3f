// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/edge.h"

#include <gtest/gtest.h>

namespace stacmlm::run {
namespace {

using Places = std::vector<std::int64_t>;

TEST(Edge, InsideNothingIsMapped) {
  const EdgeMap map = map_edge(3, 4, 10, PadMode::kReflect);
  EXPECT_EQ(map.begin, 3);
  EXPECT_EQ(map.size, 4);
  EXPECT_TRUE(map.places.empty());
}

TEST(Edge, MirrorsWithoutTheEdgeItself) {
  const EdgeMap map = map_edge(-2, 5, 10, PadMode::kReflect);
  EXPECT_EQ(map.begin, 0);
  EXPECT_EQ(map.size, 3);
  EXPECT_EQ(map.places, (Places{2, 1, 0, 1, 2}));
  const EdgeMap end = map_edge(8, 4, 10, PadMode::kReflect);
  EXPECT_EQ(end.begin, 7);
  EXPECT_EQ(end.places, (Places{1, 2, 1, 0}));
}

TEST(Edge, MirrorsAsOftenAsNeeded) {
  EXPECT_EQ(map_edge(0, 7, 3, PadMode::kReflect).places, (Places{0, 1, 2, 1, 0, 1, 2}));
  EXPECT_EQ(map_edge(0, 3, 1, PadMode::kReflect).places, (Places{0, 0, 0}));
}

TEST(Edge, RepeatsOrLeavesOut) {
  EXPECT_EQ(map_edge(-1, 4, 2, PadMode::kEdge).places, (Places{0, 0, 1, 1}));
  EXPECT_EQ(map_edge(-1, 4, 2, PadMode::kConstant).places, (Places{-1, 0, 1, -1}));
  EXPECT_EQ(map_edge(5, 2, 3, PadMode::kConstant).places, (Places{-1, -1}));
}

}  // namespace
}  // namespace stacmlm::run

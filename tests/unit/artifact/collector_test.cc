// SPDX-License-Identifier: Apache-2.0
#include "artifact/collector.h"

#include <gtest/gtest.h>

namespace stacmlm::artifact {
namespace {

TEST(Collector, OperatorsAreSortedAndNotWithoutEnd) {
  ModelFile model;
  Collector collector(model, {});
  for (const std::string_view name : {"Conv", "Add", "Conv"})
    EXPECT_TRUE(collector.add_operator(std::string(name)));
  EXPECT_EQ(model.operators, (std::vector<std::string>{"Add", "Conv"}));
  for (int i = 2; i < 10'000; ++i) EXPECT_TRUE(collector.add_operator(std::to_string(i)));
  EXPECT_TRUE(collector.add_operator("Conv"));
  EXPECT_FALSE(collector.add_operator("one more"));
}

}  // namespace
}  // namespace stacmlm::artifact

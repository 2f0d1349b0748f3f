// SPDX-License-Identifier: Apache-2.0
#include "artifact/weight_names.h"

#include <gtest/gtest.h>

namespace stacmlm::artifact {
namespace {

TEST(WeightNames, BuffersByName) {
  for (const char* name : {"layer1.bn.running_mean", "running_var", "bn/moving_mean:0",
                           "batch_stats/norm/mean", "rope.inv_freq", "embed.position_ids"})
    EXPECT_EQ(kind_of_weight(name, "float32"), WeightKind::kBuffer) << name;
  for (const char* name : {"layer1.bn.weight", "mean", "params/mean", "head.running_mean_head", ""})
    EXPECT_EQ(kind_of_weight(name, "float32"), WeightKind::kParameter) << name;
}

TEST(WeightNames, BuffersByType) {
  EXPECT_EQ(kind_of_weight("steps", "int64"), WeightKind::kBuffer);
  EXPECT_EQ(kind_of_weight("mask", "bool"), WeightKind::kBuffer);
  EXPECT_EQ(kind_of_weight("weight", "int8"), WeightKind::kParameter) << "quantised";
}

TEST(WeightNames, ConstantsOfGraphs) {
  const auto kind = [](std::string_view type, std::size_t rank, bool has_scale = false) {
    return kind_of_constant(*find_element_type(type), rank, has_scale);
  };
  for (const char* type : {"float32", "bfloat16", "cfloat32"})
    EXPECT_EQ(kind(type, 0), WeightKind::kParameter) << type;
  for (const char* type : {"int8", "uint8", "uint4"}) {
    EXPECT_EQ(kind(type, 0), WeightKind::kConstant) << type;
    EXPECT_EQ(kind(type, 1), WeightKind::kConstant) << type;
    EXPECT_EQ(kind(type, 2), WeightKind::kParameter) << type;
    EXPECT_EQ(kind(type, 1, true), WeightKind::kParameter) << type;
  }
  EXPECT_EQ(kind("int32", 4), WeightKind::kConstant);
  EXPECT_EQ(kind("int32", 1, true), WeightKind::kParameter);
  EXPECT_EQ(kind("bool", 2), WeightKind::kConstant);
  EXPECT_EQ(kind("string", 2), WeightKind::kConstant);
}

TEST(WeightNames, RunningStatistics) {
  EXPECT_TRUE(is_running_statistic("a.running_var"));
  EXPECT_TRUE(is_running_statistic("batch_stats.a.var"));
  EXPECT_FALSE(is_running_statistic("a.num_batches_tracked"));
  EXPECT_FALSE(is_running_statistic("a.var"));
}

}  // namespace
}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#include "artifact/lightgbm/lightgbm.h"

#include <gtest/gtest.h>

#include "model_files/kinds.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

TEST(Lightgbm, WhatATextSays) {
  const ModelFile model = read_kind("lightgbm-small");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.format, "lightgbm");
  EXPECT_EQ(model.format_version, "v4");
  EXPECT_EQ(model.producer, "lightgbm");
  EXPECT_EQ(model.framework, "LightGBM");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_FALSE(model.total_parameters);
  ASSERT_EQ(model.inputs.value().size(), 1U);
  EXPECT_EQ(model.inputs->front().shape.value().at(0).size, -1);
  EXPECT_EQ(model.inputs->front().shape.value().at(1).size, 4);
  EXPECT_EQ(model.outputs.value().front().shape.value().at(1).size, 3);
  using Pair = std::pair<std::string, std::string>;
  EXPECT_EQ(model.metadata, (std::vector<Pair>{{"objective", "multiclass num_class:3"},
                                               {"num_class", "3"},
                                               {"feature_names", "blue green red nir"},
                                               {"trees", "3"},
                                               {"leaves", "9"},
                                               {"boosting", "gbdt"},
                                               {"pandas_categorical", R"([["water", "land"]])"}}));
}

TEST(Lightgbm, NoTreesAreNoFault) {
  const ModelFile model = read_kind("lightgbm-no-trees");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
}

TEST(Lightgbm, BrokenAndHostileFilesAreFaults) {
  constexpr std::pair<std::string_view, std::string_view> kFaults[] = {
      {"lightgbm-wrong-sizes", "tree 0 has not the size of \"tree_sizes\""},
      {"lightgbm-more-sizes", "fewer trees than \"tree_sizes\" says"},
      {"lightgbm-wrong-names", "\"feature_names\" are not as many as \"max_feature_idx\" says"},
      {"lightgbm-huge", "no number \"max_feature_idx\""},
      {"lightgbm-negative", "no number \"num_class\""},
      {"lightgbm-twice", "\"num_class\" stands twice"},
      {"lightgbm-new-version", "version v9"},
      {"lightgbm-no-numbers", "tree 0: no list of numbers at byte 422"},
      {"lightgbm-fewer-leaves", "tree 0 has not \"num_leaves\" leaves"},
  };
  for (const auto& [kind, fault] : kFaults) {
    const ModelFile model = read_kind(kind);
    EXPECT_EQ(model.format, "lightgbm") << kind;
    EXPECT_EQ(model.fault, fault) << kind;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << kind;
  }
}

TEST(Lightgbm, APartOfAFileIsNoFile) {
  const std::string whole = model_files::bytes_of("lightgbm-small");
  const std::size_t end = whole.find("end of parameters") + std::string("end of parameters").size();
  for (std::size_t size = 0; size < end; ++size)
    EXPECT_EQ(read(std::string_view(whole).substr(0, size)).verdict, Verdict::kUnknown) << size;
}

}  // namespace
}  // namespace stacmlm::artifact

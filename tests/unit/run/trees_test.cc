// SPDX-License-Identifier: Apache-2.0
// Tree models that are small enough to be worked out by hand.
#include "run/trees/trees.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <limits>

#include "model_files/lightgbm.h"
#include "model_files/xgboost.h"
#include "runtimes.h"

namespace stacmlm::run::trees {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// x0 < 2 (missing: left) ? 1.5 : x1 < 0 (missing: right) ? -1 : 4
constexpr std::string_view kTree = R"({
  "left_children": [1, -1, 3, -1, -1], "right_children": [2, -1, 4, -1, -1],
  "split_indices": [0, 0, 1, 0, 0], "split_conditions": [2, 1.5, 0, -1, 4],
  "default_left": [1, 0, 0, 0, 0], "tree_param": {"num_nodes": "5", "size_leaf_vector": "1"}})";
/// A leaf alone.
constexpr std::string_view kLeaf = R"({
  "left_children": [-1], "right_children": [-1], "split_indices": [0], "split_conditions": [0.25],
  "default_left": [0], "tree_param": {"num_nodes": "1"}})";

struct Xgboost {
  std::string objective = "reg:squarederror";
  std::string classes = "0";
  std::string base_score = "5E-1";
  std::vector<std::string> trees{std::string(kTree)};
  std::string columns = "0";
  std::string weights = "";  // of dart
};

std::string text_of(const Xgboost& model) {
  std::string trees;
  for (const std::string& tree : model.trees) trees += (trees.empty() ? "" : ",") + tree;
  std::string booster = R"({"model": {"gbtree_model_param": {"num_trees": ")" +
                        std::to_string(model.trees.size()) + R"("}, "tree_info": [)" +
                        model.columns + R"(], "trees": [)" + trees + R"(]}, "name": "gbtree"})";
  if (!model.weights.empty()) {
    booster =
        R"({"gbtree": )" + booster + R"(, "name": "dart", "weight_drop": [)" + model.weights + "]}";
  }
  return R"({"learner": {"gradient_booster": )" + booster +
         R"(, "learner_model_param": {"base_score": ")" + model.base_score +
         R"(", "num_class": ")" + model.classes +
         R"(", "num_feature": "2", "num_target": "1"}, "objective": {"name": ")" + model.objective +
         R"("}}, "version": [2, 1, 4]})";
}

/// x0 <= 2 ? 1.5 : x1 <= 0 ? -1 : 4, with what is missing going as `decision_type` says.
struct Lightgbm {
  std::string objective = "regression";
  std::string decisions = "2 0";
  std::string thresholds = "2 0";
  std::string children = "left_child=-1 -2\nright_child=1 -3\n";
  std::string more = "";  // lines of the header
  std::string sets = "";  // lines of the tree
  std::string linear = "0";
  std::string categories = "null";
  int trees = 1;
  int columns = 1;
};

std::string text_of(const Lightgbm& model) {
  std::string text = "tree\nversion=v4\nnum_class=" + std::to_string(model.columns) +
                     "\nnum_tree_per_iteration=" + std::to_string(model.columns) +
                     "\nmax_feature_idx=1\nobjective=" + model.objective + "\nfeature_names=a b\n" +
                     model.more + "\n";
  for (int i = 0; i < model.trees; ++i) {
    text += "Tree=" + std::to_string(i) +
            "\nnum_leaves=3\nsplit_feature=0 1\nthreshold=" + model.thresholds +
            "\ndecision_type=" + model.decisions + "\n" + model.children + "leaf_value=1.5 -1 4\n" +
            model.sets + "is_linear=" + model.linear + "\n\n";
  }
  return text + "end of trees\n\nparameters:\nend of parameters\n\npandas_categorical:" +
         model.categories + "\n";
}

class TreesTest : public testing::Test {
 protected:
  base::Result<std::unique_ptr<Model>> load(const std::string& text, const char* name = "m.json") {
    const std::string path = folder_.path() + '/' + name;
    std::ofstream(path, std::ios::binary) << text;
    return (*open_trees({}))->load(path, {});
  }

  /// The results for rows of two numbers.
  std::vector<double> predict(const std::string& text, std::vector<float> rows) {
    const auto model = load(text);
    if (!model) {
      ADD_FAILURE() << model.error().message;
      return {};
    }
    const std::array shape = {static_cast<std::int64_t>(rows.size() / 2), std::int64_t{2}};
    const TensorView input{DataType::kFloat32, shape, rows.data()};
    const auto outputs = (*model)->run(std::span(&input, 1));
    if (!outputs) {
      ADD_FAILURE() << outputs.error().message;
      return {};
    }
    const Tensor& output = outputs->front();
    if (output.type() == DataType::kFloat64)
      return {output.values<double>().begin(), output.values<double>().end()};
    return {output.values<float>().begin(), output.values<float>().end()};
  }

  std::string refusal(const std::string& text, const char* name = "m.json") {
    const auto model = load(text, name);
    EXPECT_FALSE(model) << text;
    return model ? "" : model.error().message;
  }

  Folder folder_;
};

const std::vector<float> kRows = {1, 5, 2, -1, 2, 0, kMissing, 5, 3, kMissing};

TEST_F(TreesTest, GoesDownATreeOfXgboost) {
  // With 0.5 to start from: below 2 left; not below; 0 is not below 0; missing left; missing right.
  EXPECT_EQ(predict(text_of(Xgboost{}), kRows), (std::vector<double>{2, -0.5, 4.5, 2, 4.5}));
}

TEST_F(TreesTest, ReadsTheTruthsOfXgboostBefore16) {
  std::string tree(kTree);
  const std::string_view list = "[1, 0, 0, 0, 0]";
  tree.replace(tree.find(list), list.size(), "[true, false, false, false, false]");
  EXPECT_EQ(predict(text_of(Xgboost{.trees = {tree}}), kRows), predict(text_of(Xgboost{}), kRows));
}

TEST_F(TreesTest, AddsTreesToTheirColumns) {
  const Xgboost model{.objective = "multi:softmax",
                      .classes = "2",
                      .trees = {std::string(kTree), std::string(kLeaf), std::string(kLeaf)},
                      .columns = "0, 1, 1"};
  // 0.5 + tree against 0.5 + 0.25 + 0.25.
  EXPECT_EQ(predict(text_of(model), kRows), (std::vector<double>{0, 1, 0, 0, 0}));
}

TEST_F(TreesTest, KnowsWhatObjectivesMakeOfSums) {
  Xgboost model{.objective = "binary:logistic", .trees = {std::string(kLeaf)}};
  // base_score is a probability there: 0.5 is a sum of 0.
  EXPECT_NEAR(predict(text_of(model), {0, 0})[0], 1 / (1 + std::exp(-0.25)), 1e-7);
  model.base_score = "[2E-1]";  // as XGBoost 3.1 has it
  EXPECT_NEAR(predict(text_of(model), {0, 0})[0], 1 / (1 + std::exp(-0.25 - std::log(0.2 / 0.8))),
              1e-7);
  model.objective = "binary:logitraw";  // a sum already
  EXPECT_NEAR(predict(text_of(model), {0, 0})[0], 0.25 + 0.2, 1e-6);
  model.objective = "count:poisson";
  EXPECT_NEAR(predict(text_of(model), {0, 0})[0], 0.2 * std::exp(0.25), 1e-7);
  model.objective = "binary:hinge";
  EXPECT_EQ(predict(text_of(model), {0, 0})[0], 1);
  model = {.objective = "multi:softprob", .classes = "2", .trees = {std::string(kLeaf)}};
  const auto both = predict(text_of(model), {0, 0});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_NEAR(both[0], 1 / (1 + std::exp(-0.25)), 1e-7);
  EXPECT_NEAR(both[0] + both[1], 1, 1e-7);
}

TEST_F(TreesTest, WeighsTheTreesOfDart) {
  const Xgboost model{
      .trees = {std::string(kTree), std::string(kLeaf)}, .columns = "0, 0", .weights = "0.5, 2"};
  EXPECT_EQ(predict(text_of(model), {1, 5}), (std::vector<double>{0.5 + 0.75 + 0.5}));
}

TEST_F(TreesTest, SendsCategoriesOfASetRight) {
  const std::string tree = R"({
    "left_children": [1, -1, -1], "right_children": [2, -1, -1], "split_indices": [0, 0, 0],
    "split_conditions": [NaN, 1, 2], "default_left": [1, 0, 0], "split_type": [1, 0, 0],
    "categories": [2, 40], "categories_nodes": [0], "categories_segments": [0],
    "categories_sizes": [2], "tree_param": {"num_nodes": "3"}})";
  EXPECT_EQ(predict(text_of(Xgboost{.base_score = "0", .trees = {tree}}),
                    {2, 0, 2.5, 0, 3, 0, 40, 0, -1, 0, 1e9F, 0, kMissing, 0}),
            (std::vector<double>{2, 2, 1, 2, 1, 1, 1}));
}

TEST_F(TreesTest, ReadsUbjsonAsJson) {
  const auto file_of = [](std::string_view name) {
    for (const model_files::Kind& kind : model_files::xgboost_kinds())
      if (kind.name == name) return kind.make().front().bytes;
    return std::string();
  };
  const auto run_it = [&](std::string_view kind) {
    const auto model = load(file_of(kind));
    EXPECT_TRUE(model) << model.error().message;
    if (!model) return std::vector<float>();
    const auto outputs = run_one(**model, noise({100, 4}));
    return std::vector<float>(outputs[0].values<float>().begin(), outputs[0].values<float>().end());
  };
  const auto from_json = run_it("xgboost-json");
  EXPECT_EQ(from_json.size(), 300U);
  EXPECT_EQ(from_json, run_it("xgboost-ubj"));
  EXPECT_NEAR(from_json[0], 1.0 / 3, 1e-6);  // all leaves of its trees are the same
}

TEST_F(TreesTest, GoesDownATreeOfLightgbm) {
  // Up to 2 left. Missing counts as 0 where the file knows of none.
  EXPECT_EQ(predict(text_of(Lightgbm{}), kRows), (std::vector<double>{1.5, 1.5, 1.5, 1.5, -1}));
  // Missing numbers go left at the first, right at the second.
  EXPECT_EQ(predict(text_of(Lightgbm{.decisions = "10 8"}), kRows),
            (std::vector<double>{1.5, 1.5, 1.5, 1.5, 4}));
  EXPECT_EQ(predict(text_of(Lightgbm{.decisions = "8 10"}), {kMissing, -5, 3, kMissing}),
            (std::vector<double>{-1, -1}));
  // Zero is missing, and goes right at the first.
  EXPECT_EQ(predict(text_of(Lightgbm{.decisions = "4 0"}), {0, 1, 1e-36F, 1, 1, 1, kMissing, 1}),
            (std::vector<double>{4, 4, 1.5, 4}));
}

TEST_F(TreesTest, SendsCategoriesOfABitsetLeft) {
  // Categories 1, 33: bits 1 of two words.
  const Lightgbm model{.decisions = "1 0",
                       .thresholds = "0 0",
                       .sets = "num_cat=1\ncat_boundaries=0 2\ncat_threshold=2 2\n"};
  EXPECT_EQ(predict(text_of(model), {1, 1, 33, 1, 2, 1, -1, 1, kMissing, 1, 1e20F, 1}),
            (std::vector<double>{1.5, 1.5, 4, 4, 4, 4}));
}

TEST_F(TreesTest, KnowsWhatLightgbmMakesOfSums) {
  const auto one = [&](Lightgbm model) { return predict(text_of(model), {1, 0})[0]; };
  EXPECT_NEAR(one({.objective = "binary sigmoid:0.5"}), 1 / (1 + std::exp(-0.75)), 1e-12);
  EXPECT_NEAR(one({.objective = "poisson"}), std::exp(1.5), 1e-12);
  EXPECT_EQ(one({.objective = "regression sqrt"}), 2.25);
  EXPECT_NEAR(one({.objective = "cross_entropy_lambda"}), std::log1p(std::exp(1.5)), 1e-12);
  EXPECT_EQ(one({.trees = 4}), 6);
  EXPECT_EQ(one({.more = "average_output\n", .trees = 4}), 1.5);
  const auto both = predict(
      text_of(Lightgbm{.objective = "multiclass num_class:2", .trees = 2, .columns = 2}), {1, 0});
  EXPECT_EQ(both, (std::vector<double>{0.5, 0.5}));
}

TEST_F(TreesTest, NamesWhatItDoesNotEvaluate) {
  EXPECT_NE(refusal(text_of(Xgboost{.objective = "my:own"})).find("the objective \"my:own\""),
            std::string::npos);
  EXPECT_NE(refusal(text_of(Lightgbm{.objective = "own x"})).find("the objective \"own\""),
            std::string::npos);
  EXPECT_NE(refusal(text_of(Lightgbm{.linear = "1"})).find("linear models"), std::string::npos);
  EXPECT_NE(refusal(text_of(Lightgbm{.categories = "[[\"a\"]]"})).find("data frame"),
            std::string::npos);
  std::string vectors(kTree);
  vectors.replace(vectors.find("vector\": \"1"), 11, "vector\": \"3");
  EXPECT_NE(refusal(text_of(Xgboost{.trees = {vectors}})).find("several values a leaf"),
            std::string::npos);
}

std::string changed(std::string_view tree, std::string_view what, std::string_view with) {
  std::string text(tree);
  return text.replace(text.find(what), what.size(), with);
}

TEST_F(TreesTest, RefusesColumnsThatTheObjectiveDoesNotGive) {
  for (const char* objective : {"binary:logistic", "reg:squarederror", "count:poisson"}) {
    const Xgboost model{.objective = objective, .classes = "3", .trees = {std::string(kLeaf)}};
    EXPECT_NE(refusal(text_of(model)), "") << objective;
  }
}

TEST_F(TreesTest, RefusesTreesThatAreNone) {
  const std::pair<std::string_view, std::string_view> kLists[] = {
      {"[1, -1, 3, -1, -1]", "[0, -1, 3, -1, -1]"},      // its own child
      {"[1, -1, 3, -1, -1]", "[2, -1, 3, -1, -1]"},      // two parents
      {"[1, -1, 3, -1, -1]", "[1, -1, 5, -1, -1]"},      // beyond the end
      {"[1, -1, 3, -1, -1]", "[1, -1, -7, -1, -1]"},     // before the beginning
      {"[1, -1, 3, -1, -1]", "[1.5, -1, 3, -1, -1]"},    // between two
      {"[1, -1, 3, -1, -1]", "[1, -1, 1e300, -1, -1]"},  // far away
      {"[2, -1, 4, -1, -1]", "[2, -1, 0, -1, -1]"},      // a cycle
      {"[0, 0, 1, 0, 0]", "[0, 0, 2, 0, 0]"},            // a feature too many
      {"[0, 0, 1, 0, 0]", "[0, 0, 1, 0]"},               // a shorter list
      {"[1, 0, 0, 0, 0]", "[]"},
      {"[2, 1.5, 0, -1, 4]", "[NaN, 1.5, 0, -1, 4]"},
  };
  for (const auto& [what, with] : kLists)
    EXPECT_NE(refusal(text_of(Xgboost{.trees = {changed(kTree, what, with)}})), "") << with;
  EXPECT_NE(refusal(text_of(Xgboost{.columns = "1"})), "");
  EXPECT_NE(refusal(text_of(Xgboost{.columns = "0, 0"})), "");
  EXPECT_NE(refusal(text_of(Xgboost{.base_score = "x"})), "");
  EXPECT_NE(refusal(text_of(Xgboost{.objective = "binary:logistic", .base_score = "1"})), "");
  EXPECT_NE(refusal(text_of(Xgboost{.weights = "1, 1"})), "");
  for (const char* children :
       {"left_child=0 -2\nright_child=1 -3\n", "left_child=-1 -2\nright_child=1 -4\n",
        "left_child=-1 -1\nright_child=1 -3\n", "left_child=-1 0\nright_child=1 -3\n",
        "left_child=-9223372036854775808 -2\nright_child=1 -3\n", "left_child=-1\nright_child=1\n"})
    EXPECT_NE(refusal(text_of(Lightgbm{.children = children})), "") << children;
  EXPECT_NE(refusal(text_of(Lightgbm{.decisions = "1 0"})), "");  // no categories
  EXPECT_NE(refusal(text_of(Lightgbm{.decisions = "12 0"})), "");
  for (const char* sets : {"cat_boundaries=0 9\ncat_threshold=2\n",
                           "cat_boundaries=-1 1\ncat_threshold=2\n", "cat_boundaries=0\n"})
    EXPECT_NE(refusal(text_of(Lightgbm{.decisions = "1 0", .thresholds = "0 0", .sets = sets})),
              "");
  EXPECT_NE(refusal(text_of(Lightgbm{.thresholds = "nan 0"})), "");
  // Two splits with one set of categories.
  EXPECT_NE(refusal(text_of(Lightgbm{.decisions = "1 1",
                                     .thresholds = "0 0",
                                     .sets = "cat_boundaries=0 1\ncat_threshold=2\n"})),
            "");
}

TEST_F(TreesTest, ReadsNoListAgainAndAgain) {
  // Texts that look like what stands for a list of numbers: the same one for thousands of trees.
  std::string leaves = "-1";
  for (int i = 0; i < 20000; ++i) leaves += ",-1";
  const std::string whole = R"({"left_children": [)" + leaves + R"(], "right_children": [)" +
                            leaves + R"(], "split_indices": [)" + leaves +
                            R"(], "split_conditions": [)" + leaves + R"(], "default_left": [)" +
                            leaves + R"(], "tree_param": {"num_nodes": "20001"}})";
  Xgboost model{.trees = {whole}};
  model.trees.resize(2001);
  for (int i = 0; i < 2000; ++i) model.columns += ", 0";
  const std::string place = "t:" + std::to_string(text_of(model).find("-1,-1")) + ":20001";
  std::string forged = "{";
  for (const char* key :
       {"left_children", "right_children", "split_indices", "split_conditions", "default_left"})
    forged += '"' + std::string(key) + R"(": ")" + place + "\",";
  forged += R"("tree_param": {"num_nodes": "0"}})";
  std::fill(model.trees.begin() + 1, model.trees.end(), forged);
  const std::string why = refusal(text_of(model));
  EXPECT_NE(why.find("that another one has"), std::string::npos) << why;
}

TEST_F(TreesTest, RefusesATreeAsDeepAsItIsLong) {
  std::string left;
  std::string right;
  std::string zeros;
  constexpr int kSplits = 5000;
  for (int i = 0; i < kSplits; ++i) {
    left += std::to_string(2 * i + 1) + ", -1, ";
    right += std::to_string(2 * i + 2) + ", -1, ";
    zeros += "0, 0, ";
  }
  std::string tree =
      R"({"left_children": [)" + left + R"(-1], "right_children": [)" + right + "-1], ";
  for (const char* key : {"split_indices", "split_conditions", "default_left"})
    tree += '"' + std::string(key) + "\": [" + zeros + "0], ";
  tree += R"("tree_param": {"num_nodes": "10001"}})";
  EXPECT_NE(refusal(text_of(Xgboost{.trees = {tree}})).find("deeper than"), std::string::npos);
}

TEST_F(TreesTest, TakesNumbersOfAnyType) {
  const auto model = load(text_of(Xgboost{}));
  ASSERT_TRUE(model) << model.error().message;
  const std::array<std::uint16_t, 4> rows = {1, 5, 2, 0};
  const std::array<std::int64_t, 2> shape = {2, 2};
  const TensorView input{DataType::kUint16, shape, rows.data()};
  const auto outputs = (*model)->run(std::span(&input, 1));
  ASSERT_TRUE(outputs) << outputs.error().message;
  EXPECT_EQ(outputs->front().values<float>()[0], 2);
  EXPECT_EQ(outputs->front().values<float>()[1], 4.5F);
}

}  // namespace
}  // namespace stacmlm::run::trees

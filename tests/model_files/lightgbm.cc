// SPDX-License-Identifier: Apache-2.0
#include "model_files/lightgbm.h"

#include <utility>

namespace stacmlm::model_files {
namespace {

constexpr std::string_view kTree = R"(
num_leaves=3
num_cat=0
split_feature=3 0
split_gain=3.7 1e-05
threshold=-0.47 0.51395517587661754
decision_type=2 2
left_child=1 -1
right_child=-2 -3
leaf_value=-0.85 inf nan
leaf_weight=7.25 9.07 7.98
leaf_count=20 25 22
internal_value=-0.89 -0.91
internal_weight=108.8 37.7
internal_count=67 42
is_linear=0
shrinkage=1


)";

constexpr std::string_view kRest = R"(end of trees

feature_importances:
nir=2
blue=1

parameters:
[boosting: gbdt]
[objective: multiclass]
[num_iterations: 1]

end of parameters

pandas_categorical:[["water", "land"]]
)";

struct Text {
  std::string version = "v4";
  std::string classes = "3";
  std::string last_feature = "3";
  std::string names = "blue green red nir";
  std::string tree{kTree};
  std::string sizes = {};  // empty: as they are
  std::string more = {};   // lines of the header
  int trees = 3;
};

std::vector<File> written(const Text& text) {
  std::string sizes;
  std::string trees;
  for (int i = 0; i < text.trees; ++i) {
    const std::string tree = "Tree=" + std::to_string(i) + text.tree;
    sizes += (i > 0 ? " " : "") + std::to_string(tree.size());
    trees += tree;
  }
  return {{"model.txt",
           "tree\nversion=" + text.version + "\nnum_class=" + text.classes +
               "\nnum_tree_per_iteration=3\nlabel_index=0\nmax_feature_idx=" + text.last_feature +
               "\nobjective=multiclass num_class:3\nfeature_names=" + text.names +
               "\nfeature_infos=[0:1] [0:1] [0:1] [0:1]\n" + text.more + "tree_sizes=" +
               (text.sizes.empty() ? sizes : text.sizes) + "\n\n" + trees + std::string(kRest)}};
}

std::vector<File> small() { return written({}); }
std::vector<File> no_trees() { return written({.trees = 0}); }
std::vector<File> wrong_sizes() { return written({.sizes = "10 20 30"}); }
std::vector<File> more_sizes() {
  std::string size = std::to_string(6 + kTree.size());
  return written({.sizes = size + ' ' + size + ' ' + size + ' ' + size});
}
std::vector<File> wrong_names() { return written({.names = "blue green"}); }
std::vector<File> huge() { return written({.last_feature = "9223372036854775807"}); }
std::vector<File> negative() { return written({.classes = "-3"}); }
std::vector<File> twice() { return written({.more = "num_class=4\n"}); }
std::vector<File> new_version() { return written({.version = "v9"}); }
std::vector<File> no_numbers() {
  std::string tree(kTree);
  tree.replace(tree.find("20 25"), 2, "$(");
  return written({.tree = std::move(tree)});
}
std::vector<File> fewer_leaves() {
  std::string tree(kTree);
  tree.replace(tree.find("num_leaves=3"), 12, "num_leaves=4");
  return written({.tree = std::move(tree)});
}

constexpr Kind kKinds[] = {
    {"lightgbm-small", "three trees for three classes", small},
    {"lightgbm-no-trees", "a model before its first round", no_trees},
    {"lightgbm-wrong-sizes", "broken: trees of other sizes than it says", wrong_sizes},
    {"lightgbm-more-sizes", "broken: sizes of more trees than there are", more_sizes},
    {"lightgbm-wrong-names", "broken: fewer names than features", wrong_names},
    {"lightgbm-huge", "hostile: more features than can be", huge},
    {"lightgbm-negative", "hostile: a negative number of classes", negative},
    {"lightgbm-twice", "hostile: a number that stands twice", twice},
    {"lightgbm-new-version", "of a version that is not known", new_version},
    {"lightgbm-no-numbers", "hostile: something else in a list of numbers", no_numbers},
    {"lightgbm-fewer-leaves", "broken: a tree with fewer leaves than it says", fewer_leaves},
};

}  // namespace

std::span<const Kind> lightgbm_kinds() { return kKinds; }

}  // namespace stacmlm::model_files

// SPDX-License-Identifier: Apache-2.0
// Decision trees, laid out so that many pixels go through them at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::run::trees {

/// What the sums over the trees become.
enum class Link : std::uint8_t {
  kNone,
  kLogistic,
  kExponential,
  kLogOfExponential,  ///< log(1 + exp(x))
  kSignedSquare,      ///< x * |x|
  kStep,              ///< 1 above 0, else 0
  kSoftmax,           ///< over the columns
  kHighest,           ///< the number of the highest column, the first of equals: one column is left
};

/// A split that is no comparison alone.
template <class Number>
struct Special {
  enum class Kind : std::uint8_t {
    kInSetRight,    ///< categories of the set go right, others left
    kInSetLeft,     ///< categories of the set go left, what is no number and others right
    kZeroIsMissing  ///< 0 goes where missing numbers go
  };
  Kind kind = Kind::kInSetRight;
  Number threshold = 0;         ///< of kZeroIsMissing: below goes left
  std::uint32_t set_begin = 0;  ///< in Forest::categories, sorted
  std::uint32_t set_end = 0;
};

/// A node of a file, before it is laid out.
template <class Number>
struct FileNode {
  bool is_leaf = false;
  Number value = 0;  ///< of a leaf; of a split: below goes left
  std::uint64_t feature = 0;
  bool is_missing_right = false;  ///< where what is not a number goes
  std::uint64_t left = 0;         ///< nodes of the same tree
  std::uint64_t right = 0;
  bool is_special = false;
  Special<Number> special{};
};

/// Trees with values of one type, which is that of thresholds and sums as well: float as in
/// XGBoost, double as in LightGBM. Immutable once it is read: safe to use from several threads.
template <class Number>
class Forest {
 public:
  /// What numbers of pixels go through: `features` each, sums in `columns`.
  Forest(std::size_t features, std::size_t columns);

  /// Appends a tree of `count` nodes, of which `node` tells each, from node 0 on. Its values are
  /// added to the sum of `column`. `kInvalidDocument`: nodes, features or columns that there are
  /// not, a node with two parents (so no cycle passes); `kLimitExceeded`: too deep, or too much.
  base::Result<void> add_tree(
      std::uint64_t count, const std::function<base::Result<FileNode<Number>>(std::uint64_t)>& node,
      std::uint64_t column);
  /// Keeps a set of categories for a Special. @pre sorted
  base::Result<void> add_set(std::span<const std::uint32_t> categories, Special<Number>& special);

  /// Sums start at these numbers, one for each column.
  void start_at(std::vector<Number> numbers) { start_ = std::move(numbers); }
  /// Sums are divided by it at the end.
  void divide_by(Number divisor) { divisor_ = divisor; }
  /// What the sums become; `factor` is what kLogistic multiplies with first.
  void become(Link link, Number factor = 1) {
    link_ = link;
    factor_ = factor;
  }
  /// Numbers as small as this are 0.
  void take_for_zero(Number most) { zero_ = most; }

  [[nodiscard]] std::size_t features() const { return features_; }
  /// Columns of the results.
  [[nodiscard]] std::size_t results() const { return link_ == Link::kHighest ? 1 : columns_; }

  /// `rows`: features() numbers for each pixel, one after the other; they are changed where they
  /// count as zero. `out`: results() numbers a pixel.
  void evaluate(std::span<Number> rows, std::span<Number> out) const;

 private:
  struct Node {
    Number value;           // of a leaf, or: below goes left
    std::uint32_t feature;  // and flags above kFeatureBits
    std::uint32_t child;    // the left one, with the right one behind it; of a leaf itself
  };
  struct Tree {
    std::uint32_t root;
    std::uint32_t column;
  };

  [[nodiscard]] bool goes_right(const Node& node, Number x) const;
  template <bool kHasSpecial, bool kHasMissing>
  void add_values(const Tree& tree, std::span<const Number> rows, std::span<Number> sums) const;
  void finish(std::span<const Number> sums, std::span<Number> out) const;

  std::size_t features_;
  std::size_t columns_;
  std::vector<Number> start_;
  std::vector<Node> nodes_;
  std::vector<Tree> trees_;
  std::vector<Special<Number>> specials_;
  std::vector<std::uint32_t> categories_;
  Number divisor_ = 1;
  Number factor_ = 1;
  Number zero_ = -1;
  Link link_ = Link::kNone;
};

extern template class Forest<float>;
extern template class Forest<double>;

}  // namespace stacmlm::run::trees

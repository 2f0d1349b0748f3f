// SPDX-License-Identifier: Apache-2.0
#include "run/trees/forest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "run/trees/link.h"

namespace stacmlm::run::trees {
namespace {

constexpr std::uint32_t kFeatureMask = (1U << 28U) - 1;
constexpr std::uint32_t kLeaf = 1U << 31U;
constexpr std::uint32_t kMissingRight = 1U << 30U;
constexpr std::uint32_t kSpecial = 1U << 29U;

constexpr std::uint64_t kMostNodes = std::uint64_t{1} << 28U;
constexpr std::uint64_t kMostCategories = std::uint64_t{1} << 28U;
/// Their numbers are exact as floats.
constexpr std::size_t kMostSpecials = std::size_t{1} << 24U;
/// A tree that pixels would go through for ever is no model.
constexpr std::uint32_t kDeepest = 4096;

/// Pixels that go through all trees together: their numbers stay in the cache.
constexpr std::size_t kBlock = 128;
/// Pixels that go down a tree side by side.
constexpr std::size_t kLanes = 8;

tl::unexpected<base::Error> wrong(std::string message) {
  return base::fail(base::ErrorKind::kInvalidDocument, std::move(message));
}

}  // namespace

template <class Number>
Forest<Number>::Forest(std::size_t features, std::size_t columns)
    : features_(features), columns_(columns), start_(columns, 0) {}

template <class Number>
base::Result<void> Forest<Number>::add_set(std::span<const std::uint32_t> categories,
                                           Special<Number>& special) {
  if (categories_.size() + categories.size() > kMostCategories)
    return base::fail(base::ErrorKind::kLimitExceeded, "more categories than can be kept");
  special.set_begin = static_cast<std::uint32_t>(categories_.size());
  categories_.insert(categories_.end(), categories.begin(), categories.end());
  special.set_end = static_cast<std::uint32_t>(categories_.size());
  return {};
}

template <class Number>
base::Result<void> Forest<Number>::add_tree(
    std::uint64_t count, const std::function<base::Result<FileNode<Number>>(std::uint64_t)>& node,
    std::uint64_t column) {
  struct Waiting {
    std::uint64_t in_file;
    std::uint32_t place;
    std::uint32_t depth;
  };
  if (column >= columns_) return wrong(fmt::format("column {} of {}", column, columns_));
  if (count == 0) return wrong("a tree without nodes");
  if (count > kMostNodes || nodes_.size() + count > kMostNodes)
    return base::fail(base::ErrorKind::kLimitExceeded, "more nodes than can be kept");
  std::vector<bool> is_taken(count);
  is_taken[0] = true;
  const auto root = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  std::vector<Waiting> waiting{{0, root, 0}};
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const Waiting at = waiting[i];
    STACMLM_TRY(const FileNode<Number> from, node(at.in_file));
    Node& to = nodes_[at.place];
    to.value = from.value;
    if (from.is_leaf) {
      to.feature = kLeaf;
      to.child = at.place;
      continue;
    }
    if (from.feature >= features_)
      return wrong(fmt::format("feature {} of {}", from.feature, features_));
    if (at.depth == kDeepest)
      return base::fail(base::ErrorKind::kLimitExceeded,
                        fmt::format("a tree deeper than {}", kDeepest));
    to.feature = static_cast<std::uint32_t>(from.feature);
    if (from.is_missing_right) to.feature |= kMissingRight;
    to.child = static_cast<std::uint32_t>(nodes_.size());
    if (from.is_special) {
      if (specials_.size() == kMostSpecials)
        return base::fail(base::ErrorKind::kLimitExceeded,
                          "more splits by category than can be kept");
      to.feature |= kSpecial;
      to.value = static_cast<Number>(specials_.size());
      specials_.push_back(from.special);
    }
    for (const std::uint64_t child : {from.left, from.right}) {
      if (child >= count) return wrong(fmt::format("node {} of {}", child, count));
      if (is_taken[child]) return wrong(fmt::format("node {} has two parents", child));
      is_taken[child] = true;
      waiting.push_back({child, static_cast<std::uint32_t>(nodes_.size()), at.depth + 1});
      nodes_.emplace_back();
    }
  }
  trees_.push_back({root, static_cast<std::uint32_t>(column)});
  return {};
}

template <class Number>
bool Forest<Number>::goes_right(const Node& node, Number x) const {
  const Special<Number>& special = specials_[static_cast<std::size_t>(node.value)];
  const bool missing_right = (node.feature & kMissingRight) != 0;
  const auto is_in_set = [&] {
    const auto begin = categories_.begin() + special.set_begin;
    const auto end = categories_.begin() + special.set_end;
    return std::binary_search(begin, end, static_cast<std::uint32_t>(static_cast<std::int64_t>(x)));
  };
  constexpr auto kMost = static_cast<Number>(std::uint32_t{1} << 31U);
  switch (special.kind) {
    case Special<Number>::Kind::kInSetRight:
      if (std::isnan(x)) return missing_right;
      return x >= 0 && x < kMost && is_in_set();
    case Special<Number>::Kind::kInSetLeft:
      return !(x > -1 && x < kMost && is_in_set());
    case Special<Number>::Kind::kZeroIsMissing:
      if (std::isnan(x) || x == 0) return missing_right;
      return !(x < special.threshold);
  }
  return false;
}

/// Adds what one tree says of each row.
template <class Number>
template <bool kHasSpecial, bool kHasMissing>
void Forest<Number>::add_values(const Tree& tree, std::span<const Number> rows,
                                std::span<Number> sums) const {
  const Node* const nodes = nodes_.data();
  const std::size_t count = sums.size() / columns_;
  for (std::size_t first = 0; first < count; first += kLanes) {
    const std::size_t lanes = std::min(kLanes, count - first);
    std::array<const Number*, kLanes> row{};
    std::array<std::uint32_t, kLanes> at{};
    for (std::size_t i = 0; i < kLanes; ++i) {
      row[i] = rows.data() + (first + std::min(i, lanes - 1)) * features_;
      at[i] = tree.root;
    }
    std::uint32_t are_leaves = 0;
    while (are_leaves == 0) {
      are_leaves = kLeaf;
      for (std::size_t i = 0; i < kLanes; ++i) {
        const Node& node = nodes[at[i]];
        are_leaves &= node.feature;
        const Number x = row[i][node.feature & kFeatureMask];
        // What is no number compares as false: it is neither below nor at least the threshold.
        const auto not_below = static_cast<std::uint32_t>(!(x < node.value));
        std::uint32_t right = not_below;
        if constexpr (kHasMissing) {
          const auto at_least = static_cast<std::uint32_t>(x >= node.value);
          right &= at_least | (node.feature / kMissingRight & 1U);
        }
        if constexpr (kHasSpecial) {
          if ((node.feature & kSpecial) != 0) right = goes_right(node, x) ? 1 : 0;
        }
        at[i] = node.child + (right & ~(node.feature >> 31U));
      }
    }
    for (std::size_t i = 0; i < lanes; ++i)
      sums[(first + i) * columns_ + tree.column] += nodes[at[i]].value;
  }
}

template <class Number>
void Forest<Number>::evaluate(std::span<Number> rows, std::span<Number> out) const {
  const std::size_t count = out.size() / results();
  std::vector<Number> sums(kBlock * columns_);
  for (std::size_t first = 0; first < count; first += kBlock) {
    const std::size_t size = std::min(kBlock, count - first);
    const auto some = rows.subspan(first * features_, size * features_);
    for (Number& x : some) {
      if (x <= zero_ && x >= -zero_) x = 0;
    }
    const auto block = std::span(sums).first(size * columns_);
    for (std::size_t i = 0; i < block.size(); ++i) block[i] = start_[i % columns_];
    const bool has_missing = std::ranges::any_of(some, [](Number x) { return std::isnan(x); });
    for (const Tree& tree : trees_) {
      if (!specials_.empty()) {
        add_values<true, true>(tree, some, block);
      } else if (has_missing) {
        add_values<false, true>(tree, some, block);
      } else {
        add_values<false, false>(tree, some, block);
      }
    }
    finish(block, out.subspan(first * results(), size * results()));
  }
}

template <class Number>
void Forest<Number>::finish(std::span<const Number> sums, std::span<Number> out) const {
  std::vector<Number> row(columns_);
  for (std::size_t i = 0; i < sums.size() / columns_; ++i) {
    for (std::size_t c = 0; c < columns_; ++c) row[c] = sums[i * columns_ + c] / divisor_;
    apply_link(link_, factor_, std::span<Number>(row));
    std::copy_n(row.begin(), results(), out.begin() + static_cast<std::ptrdiff_t>(i * results()));
  }
}

template class Forest<float>;
template class Forest<double>;

}  // namespace stacmlm::run::trees

// SPDX-License-Identifier: Apache-2.0
// A plan says what judge() says: of shapes and values drawn at random, from few keys and words, so
// that they meet.
#include "stacmlm/json/shape_plan.h"

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsed.h"

namespace stacmlm::json {
namespace {

constexpr std::array<std::string_view, 7> kKeys = {"a",   "b",   "type",        "kind",
                                                   "p:x", "p:y", "a_longer_key"};
constexpr std::array<std::string_view, 5> kWords = {"A", "B", "C", "a longer word",
                                                    "an other word"};

const Pattern kEndsInX{"x$", "ends in x",
                       [](std::string_view text) { return text.ends_with('x'); }};
const Pattern kHasA{"[aA]", "has an a", [](std::string_view text) {
                      return text.find_first_of("aA") != std::string_view::npos;
                    }};

const Shape& tree() {
  static const Shape shape = any_of({number(), array_of(refer("tree", &tree)),
                                     object().others(refer("tree", &tree)).member("type", text())});
  return shape;
}

/// Draws shapes and values. The distributions of the standard library differ from one to another.
class Draw {
 public:
  explicit Draw(std::uint32_t seed) : engine_(seed) {}

  Shape shape(int depth) {
    Shape drawn = depth <= 0 ? leaf() : one_in(3) ? combination(depth) : plain(depth);
    if (one_in(6)) drawn = nullable(std::move(drawn));
    return drawn;
  }

  std::string value(int depth) {
    switch (below(depth <= 0 ? 6 : 12)) {
      case 0:
        return "null";
      case 1:
        return one_in(2) ? "true" : "false";
      case 2:
      case 3:
        return pick<std::string>({"0", "1", "2", "-1", "1.0", "0.5", "2e0", "1e400"});
      case 4:
      case 5:
        return quoted(one_in(6) ? pick<std::string_view>({"", "\\u0041", "ä", "ax"}) : word());
      case 6:
      case 7:
        return array(depth);
      default:
        return object(depth);
    }
  }

 private:
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(engine_() % end); }
  bool one_in(std::uint32_t count) { return below(count) == 0; }
  template <class T>
  T pick(const std::vector<T>& all) {
    return all[below(static_cast<std::uint32_t>(all.size()))];
  }
  std::string_view key() { return kKeys[below(kKeys.size())]; }
  std::string_view word() { return kWords[below(kWords.size())]; }
  const Pattern& pattern() { return one_in(2) ? kEndsInX : kHasA; }

  static std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

  std::string array(int depth) {
    std::string text = "[";
    for (std::uint32_t count = below(5); count > 0; --count) {
      text += value(depth - 1) + (count > 1 ? ", " : "");
    }
    return text + "]";
  }

  std::string object(int depth) {
    std::string text = "{";
    for (std::uint32_t count = below(8); count > 0; --count) {
      const std::string_view name = one_in(12) ? "\\u0061" : one_in(8) ? "other" : key();
      const bool tells = (name == "type" || name == "kind") && !one_in(4);
      const bool lists = name == "list" && !one_in(4);
      text += quoted(name) + ": " +
              (tells   ? quoted(word())
               : lists ? "[" + quoted(word()) + ", " + quoted(word()) + "]"
                       : value(depth - 1)) +
              (count > 1 ? ", " : "");
    }
    return text + "}";
  }

  std::vector<Shape> shapes(int depth) {
    std::vector<Shape> all;
    for (std::uint32_t count = 1 + below(3); count > 0; --count) all.push_back(shape(depth - 1));
    return all;
  }

  std::vector<std::string_view> some_words() {
    std::vector<std::string_view> all;
    for (std::uint32_t count = 1 + below(3); count > 0; --count) all.push_back(word());
    return all;
  }

  Shape leaf() {
    switch (below(12)) {
      case 0:
        return any();
      case 1:
        return one_in(3) ? nothing() : number();
      case 2:
        return one_in(3) ? unchecked("a part") : boolean();
      case 3:
        return text().min_length(below(3));
      case 4:
        return text().max_length(below(3)).pattern(pattern());
      case 5:
        return number().minimum(below(2)).exclusive_maximum(2);
      case 6:
        return integer().exclusive_minimum(-1).maximum(below(3));
      case 7:
        return null();
      case 8:
        return Shape().pattern(pattern());
      case 9:
        return has({key(), key()});
      case 10:
        return refer("tree", &tree);
      default:
        return words(some_words());
    }
  }

  Shape plain(int depth) {
    if (one_in(4)) return array_shape(depth);
    if (one_in(4)) return tellers();
    Shape drawn = one_in(2) ? json::object() : Shape();
    for (std::uint32_t count = below(5); count > 0; --count) {
      drawn = one_in(5)   ? std::move(drawn).required(key())
              : one_in(4) ? std::move(drawn).member(pick<std::string_view>({"type", "kind"}),
                                                    json::word(word()), kRequired)
                          : std::move(drawn).member(key(), shape(depth - 1), one_in(3));
    }
    if (one_in(6)) drawn = std::move(drawn).others(shape(depth - 1));
    if (one_in(10)) drawn = std::move(drawn).closed();
    if (one_in(8)) drawn = std::move(drawn).closed_prefix("p:");
    if (one_in(8)) drawn = std::move(drawn).keys_matching(pattern(), shape(depth - 1));
    if (one_in(8)) drawn = std::move(drawn).min_members(below(3));
    if (one_in(8)) drawn = std::move(drawn).depends(key(), {key(), key()});
    return one_in(4) ? add_combinations(std::move(drawn), depth) : drawn;
  }

  /// What other shapes may rest on: words and lists of words that must be there.
  Shape tellers() {
    Shape drawn = json::object();
    if (one_in(2)) drawn = std::move(drawn).member("type", json::word(word()), kRequired);
    if (one_in(2)) drawn = std::move(drawn).member("kind", json::word(word()), kRequired);
    if (one_in(2)) drawn = std::move(drawn).member("list", lists(json::word(word())), kRequired);
    return drawn;
  }

  static Shape lists(Shape element) { return json::array().contains(std::move(element)); }

  Shape array_shape(int depth) {
    Shape drawn = one_in(2) ? json::array() : Shape();
    if (one_in(2)) drawn = std::move(drawn).items(shape(depth - 1));
    if (one_in(3)) drawn = std::move(drawn).contains(shape(depth - 1));
    if (one_in(3)) drawn = std::move(drawn).contains(json::word(word()));
    if (one_in(4)) drawn = std::move(drawn).min_items(below(3));
    if (one_in(4)) drawn = std::move(drawn).max_items(1 + below(3));
    if (one_in(4)) drawn = std::move(drawn).unique_items();
    return one_in(4) ? add_combinations(std::move(drawn), depth) : drawn;
  }

  Shape combination(int depth) { return add_combinations(Shape(), depth); }

  Shape add_combinations(Shape drawn, int depth) {
    switch (below(8)) {
      case 0:
        return std::move(drawn).all_of(shapes(depth));
      case 1:
      case 2:
        return std::move(drawn).any_of(shapes(depth));
      case 3:
        return std::move(drawn).one_of(shapes(depth));
      case 4:
        return std::move(drawn).none_of(shape(depth - 1));
      case 5:
        return std::move(drawn).when(condition(depth), shape(depth - 1));
      case 6:
        return std::move(drawn).when(condition(depth), shape(depth - 1), shape(depth - 1));
      default: {
        std::vector<std::pair<std::string_view, Shape>> cases;
        for (const std::string_view each : some_words()) cases.emplace_back(each, shape(depth - 1));
        return std::move(drawn).by_member(one_in(2) ? "type" : "kind", std::move(cases));
      }
    }
  }

  Shape condition(int depth) {
    if (one_in(2)) return shape(depth - 1);
    if (one_in(3)) return Shape().member("list", lists(leaf()), !one_in(4));
    return Shape().member(one_in(2) ? "type" : "kind", words(some_words()), kRequired);
  }

  std::mt19937 engine_;
};

TEST(ShapePlan, says_what_the_walk_says) {
  constexpr int kDraws = 4000;
  constexpr int kValues = 40;
  std::size_t approved = 0;
  std::size_t refused = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    Draw random(static_cast<std::uint32_t>(draw));
    const std::vector<Shape> shapes = {random.shape(4), random.shape(3), random.shape(2)};
    const std::vector<const Shape*> wanted[] = {
        {&shapes[0]}, {&shapes[1], &shapes[0]}, {&shapes[0], &shapes[1], &shapes[2]}};
    ShapePlans plans;
    for (int count = 0; count < kValues; ++count) {
      const std::string text = random.value(4);
      const Parsed json(text);
      for (const auto& some : wanted) {
        bool expected = true;
        for (const Shape* shape : some) {
          const Verdict verdict = judge(*shape, json.root());
          expected = expected && verdict.conforms && verdict.complete;
        }
        ++(expected ? approved : refused);
        ASSERT_EQ(plans.approves(plans.make(some), json.root()), expected)
            << "draw " << draw << ", " << some.size() << " shapes, " << text;
      }
    }
  }
  // Both are common, or the test would say little.
  EXPECT_GT(approved, refused / 10);
  EXPECT_GT(refused, approved / 10);
}

}  // namespace
}  // namespace stacmlm::json

// SPDX-License-Identifier: Apache-2.0
#include "model_files/xgboost.h"

#include <bit>
#include <utility>
#include <variant>

namespace stacmlm::model_files {
namespace {

/// A value that is written as JSON or as UBJSON.
struct Value;
using Members = std::vector<std::pair<std::string, Value>>;
struct Value {
  std::variant<std::string, Members, std::vector<Value>, std::vector<float>, std::vector<int>> is;
};

Value text(std::string text) { return {std::move(text)}; }
Value object(Members members) { return {std::move(members)}; }
Value list(std::vector<Value> values) { return {std::move(values)}; }

std::string json_of(const Value& value) {
  const auto joined = [](const auto& values, const auto& write, char open, char close) {
    std::string all(1, open);
    for (const auto& each : values) {
      if (all.size() > 1) all += ",";
      all += write(each);
    }
    return all + close;
  };
  if (const auto* words = std::get_if<std::string>(&value.is)) return '"' + *words + '"';
  if (const auto* members = std::get_if<Members>(&value.is)) {
    const auto member = [](const auto& pair) {
      return '"' + pair.first + "\":" + json_of(pair.second);
    };
    return joined(*members, member, '{', '}');
  }
  if (const auto* values = std::get_if<std::vector<Value>>(&value.is))
    return joined(*values, json_of, '[', ']');
  const auto number = [](auto each) { return std::to_string(each); };
  if (const auto* floats = std::get_if<std::vector<float>>(&value.is))
    return joined(*floats, number, '[', ']');
  return joined(std::get<std::vector<int>>(value.is), number, '[', ']');
}

std::string big_endian(std::uint64_t number, unsigned size) {
  std::string bytes;
  while (size-- > 0) bytes.push_back(static_cast<char>((number >> (8U * size)) & 0xFF));
  return bytes;
}

std::string length(std::uint64_t number) { return 'L' + big_endian(number, 8); }

std::string ubjson_of(const Value& value) {
  if (const auto* words = std::get_if<std::string>(&value.is))
    return 'S' + length(words->size()) + *words;
  std::string all;
  if (const auto* members = std::get_if<Members>(&value.is)) {
    for (const auto& [key, inner] : *members) all += length(key.size()) + key + ubjson_of(inner);
    return '{' + all + '}';
  }
  if (const auto* values = std::get_if<std::vector<Value>>(&value.is)) {
    for (const Value& inner : *values) all += ubjson_of(inner);
    return "[#" + length(values->size()) + all;
  }
  if (const auto* floats = std::get_if<std::vector<float>>(&value.is)) {
    for (const float number : *floats) all += big_endian(std::bit_cast<std::uint32_t>(number), 4);
    return "[$d#" + length(floats->size()) + all;
  }
  const auto& numbers = std::get<std::vector<int>>(value.is);
  for (const int number : numbers) all += big_endian(static_cast<std::uint32_t>(number), 4);
  return "[$l#" + length(numbers.size()) + all;
}

/// A comb: each split has a leaf on its left.
Value tree(int id, int splits) {
  const int nodes = 2 * splits + 1;
  std::vector<int> left(static_cast<std::size_t>(nodes), -1);
  std::vector<int> right = left;
  std::vector<int> indices(left.size(), 0);
  std::vector<float> conditions(left.size(), 0.5F);
  for (int i = 0; i < splits; ++i) {
    const auto at = static_cast<std::size_t>(2 * i);
    left[at] = 2 * i + 1;
    right[at] = 2 * i + 2;
    indices[at] = i % 4;
  }
  return object({{"base_weights", {conditions}},
                 {"default_left", {indices}},
                 {"id", text(std::to_string(id))},
                 {"left_children", {left}},
                 {"right_children", {right}},
                 {"split_conditions", {conditions}},
                 {"split_indices", {indices}},
                 {"tree_param", object({{"num_feature", text("4")},
                                        {"num_nodes", text(std::to_string(nodes))}})}});
}

/// Three classes, one round: a tree of 3, one of 41 and one of 1 node.
Value model(std::string trees = "3") {
  return object(
      {{"learner",
        object(
            {{"attributes", object({{"best_iteration", text("0")}})},
             {"feature_names", list({text("blue"), text("green"), text("red"), text("nir")})},
             {"feature_types", list({})},
             {"gradient_booster",
              object({{"model", object({{"gbtree_model_param",
                                         object({{"num_parallel_tree", text("1")},
                                                 {"num_trees", text(std::move(trees))}})},
                                        {"iteration_indptr", {std::vector<int>{0, 3}}},
                                        {"tree_info", {std::vector<int>{0, 1, 2}}},
                                        {"trees", list({tree(0, 1), tree(1, 20), tree(2, 0)})}})},
                      {"name", text("gbtree")}})},
             {"learner_model_param", object({{"base_score", text("5E-1")},
                                             {"num_class", text("3")},
                                             {"num_feature", text("4")},
                                             {"num_target", text("1")}})},
             {"objective", object({{"name", text("multi:softprob")}})}})},
       {"version", {std::vector<int>{2, 1, 4}}}});
}

std::vector<File> as_json(std::string text) { return {{"model.json", std::move(text)}}; }
std::vector<File> as_ubjson(std::string bytes) { return {{"model.ubj", std::move(bytes)}}; }

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  return text.replace(text.find(what), what.size(), with);
}

std::vector<File> json_model() { return as_json(json_of(model())); }
std::vector<File> ubjson_model() { return as_ubjson(ubjson_of(model())); }
std::vector<File> wrong_count() { return as_ubjson(ubjson_of(model("4"))); }

std::vector<File> mixed_array() {
  return as_json(replaced(json_of(model()), "0.500000]", "0.500000,\"x\"]"));
}
std::vector<File> no_numbers() { return as_json(replaced(json_of(model()), "-1,", "-1-,")); }
std::vector<File> twice() {
  return as_json(replaced(json_of(model()), R"("version":)", R"("learner":{},"version":)"));
}

/// An object of XGBoost, whose first member is this.
std::vector<File> beginning(const std::string& value) {
  return as_ubjson("{L" + big_endian(7, 8) + "learner{" + length(1) + "a" + value);
}
std::vector<File> huge_array() { return beginning("[$d#" + length(std::uint64_t{1} << 61U)); }
std::vector<File> huge_text() { return beginning("S" + length(std::uint64_t{1} << 40U)); }
std::vector<File> negative_length() { return beginning("[$d#" + length(~std::uint64_t{0})); }
std::vector<File> values_of_nothing() {
  return beginning("[$Z#" + length(std::uint64_t{1} << 62U));
}
std::vector<File> endless_lists() {
  return beginning("[#" + length(std::uint64_t{1} << 62U) + "[]");
}
std::vector<File> deep() { return beginning(std::string(60000, '[')); }

constexpr Kind kKinds[] = {
    {"xgboost-json", "three trees for three classes, as JSON", json_model},
    {"xgboost-ubj", "the same as UBJSON", ubjson_model},
    {"xgboost-wrong-count", "broken: fewer trees than it says", wrong_count},
    {"xgboost-mixed-array", "broken: a text among many numbers", mixed_array},
    {"xgboost-no-numbers", "broken: what are no numbers in a list of numbers", no_numbers},
    {"xgboost-twice", "hostile: two learners, of which readers take either", twice},
    {"xgboost-huge-array", "hostile: more numbers than the file has", huge_array},
    {"xgboost-huge-text", "hostile: a text longer than the file", huge_text},
    {"xgboost-negative", "hostile: a negative length", negative_length},
    {"xgboost-nothings", "hostile: values that take no bytes, without end", values_of_nothing},
    {"xgboost-endless-lists", "hostile: a list of more lists than the file has", endless_lists},
    {"xgboost-deep", "hostile: lists in lists", deep},
};

}  // namespace

std::span<const Kind> xgboost_kinds() { return kKinds; }

}  // namespace stacmlm::model_files

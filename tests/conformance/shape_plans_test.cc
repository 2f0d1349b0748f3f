// SPDX-License-Identifier: Apache-2.0
// The plans of all schemas, alone and together, say what the walk over each schema says: of real
// documents, of ours, and of what comes of them when values, keys and members change places.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "rules/schema/schemas.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/shape_plan.h"

namespace stacmlm::rules {
namespace {

namespace fs = std::filesystem;

using Shapes = std::vector<const json::Shape*>;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

json::Document parsed(std::string_view text) {
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(text), document)) return {};
  return document;
}

/// Documents of the examples, the tests and the conformance data, and the lines of the file that
/// STACMLM_DOCUMENTS names, if it names one.
std::vector<std::string> documents() {
  std::vector<std::string> texts;
  for (const fs::path& folder :
       {fs::path(STACMLM_SOURCE "/examples"), fs::path(STACMLM_SOURCE "/tests"),
        fs::path(STACMLM_SHARED "/corpus")}) {
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".json") continue;
      std::string text = read_file(entry.path());
      const json::Document document = parsed(text);
      if (document.root().is_object()) texts.push_back(std::move(text));
    }
  }
  std::ranges::sort(texts);
  if (const char* path = std::getenv("STACMLM_DOCUMENTS")) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) texts.push_back(line);
  }
  return texts;
}

/// The shapes of the schemas that a document declares, those of all versions of its core among them
/// where it declares none that is known.
Shapes declared_by(json::Value root) {
  const auto text = [&](std::string_view key) {
    const json::Value value = root.find(key);
    return value.is_string() ? value.string() : std::string_view();
  };
  Shapes shapes;
  const KnownSchema core = core_schema(text("type"), text("stac_version"));
  if (core.schema != nullptr) shapes.push_back(&core.schema->shape());
  for (const json::Value entry : root.find("stac_extensions").elements()) {
    if (!entry.is_string()) continue;
    const KnownSchema known = find_schema(entry.string());
    if (known.schema != nullptr) shapes.push_back(&known.schema->shape());
  }
  return shapes;
}

/// Changes that keep the text well-formed.
class Change {
 public:
  explicit Change(std::uint32_t seed) : engine_(seed) {}

  std::uint32_t below(std::size_t end) { return static_cast<std::uint32_t>(engine_() % end); }

  /// Some schemas that may have nothing to do with each other.
  Shapes some_schemas() {
    Shapes shapes;
    for (std::uint32_t count = 1 + below(6); count > 0; --count) {
      shapes.push_back(&known_schemas()[below(known_schemas().size())].schema->shape());
    }
    return shapes;
  }

  std::string apply_to(std::string_view text) {
    std::string changed(text);
    for (std::uint32_t count = 1 + below(3); count > 0; --count) changed = once(changed);
    return changed;
  }

 private:
  /// One value becomes another one of the document or an odd one; one key becomes another; or one
  /// value grows an odd member or element.
  std::string once(const std::string& text) {
    const json::Document document = parsed(text);
    const auto any_value = [&] { return document.value_at(below(document.node_count())); };
    const json::Value value = any_value();
    const json::Node& node = value.node();
    std::string changed = text;
    const std::string other = below(3) == 0 ? odd_value() : std::string(any_value().raw());
    switch (below(4)) {
      case 0:
      case 1:
        return changed.replace(node.begin, node.end - node.begin, other);
      case 2: {
        const json::Value key = any_value();
        if (!value.has_key() || !key.has_key()) return changed;
        const std::string name(text.substr(key.node().key_begin, key.node().key_length));
        return changed.replace(node.key_begin, node.key_length, name);
      }
      default:
        if (value.is_array())
          return changed.insert(node.begin + 1, value.size() == 0 ? other : other + ", ");
        if (value.is_object())
          return changed.insert(node.begin + 1,
                                odd_key() + ": " + other + (value.size() == 0 ? "" : ", "));
        return changed.replace(node.begin, node.end - node.begin, odd_value());
    }
  }

  std::string odd_value() {
    static const std::vector<std::string> kOdd = {"null",
                                                  "true",
                                                  "0",
                                                  "-1",
                                                  "1.5",
                                                  "1e400",
                                                  "\"\"",
                                                  "\"uint8\"",
                                                  "[]",
                                                  "{}",
                                                  "[1]",
                                                  "\"\\u0061\"",
                                                  "\"Feature\"",
                                                  "\"mlm:model\"",
                                                  "\"bands\"",
                                                  "{\"a\": 1}",
                                                  "[[1,2]]",
                                                  "\"2020-01-01T00:00:00Z\"",
                                                  "[\"mlm:model\"]",
                                                  "[\"a\", \"a\"]"};
    return kOdd[below(kOdd.size())];
  }

  std::string odd_key() {
    static const std::vector<std::string> kOdd = {
        "\"a\"",          "\"type\"",      "\"mlm:a\"",     "\"eo:a\"",  "\"bands\"",
        "\"properties\"", "\"\\u0072el\"", "\"mlm:input\"", "\"roles\"", "\"\""};
    return kOdd[below(kOdd.size())];
  }

  std::mt19937 engine_;
};

class ShapePlansOfSchemas : public testing::Test {
 protected:
  /// Compares what the plan says with what the walks say.
  void expect_the_same(const Shapes& shapes, json::Value root) {
    const bool expected = std::ranges::all_of(shapes, [&](const json::Shape* shape) {
      const json::Verdict verdict = json::judge(*shape, root);
      return verdict.conforms && verdict.complete;
    });
    ++(expected ? approved : refused);
    if (plans.size() > kRoom) plans.clear();
    if (plans.approves(plans.make(shapes), root) == expected) return;
    std::string names;
    for (const KnownSchema& known : known_schemas()) {
      if (std::ranges::find(shapes, &known.schema->shape()) == shapes.end()) continue;
      names += std::string(known.schema->name) + "@" + std::string(known.schema->version) + " ";
    }
    FAIL() << "the walk says " << expected << ": " << names << "\n" << root.document().text();
  }

  static constexpr std::size_t kRoom = 64 << 20;
  json::ShapePlans plans;
  std::size_t approved = 0;
  std::size_t refused = 0;
};

TEST_F(ShapePlansOfSchemas, SeeTheConformanceData) {
  if (!fs::exists(STACMLM_SHARED "/corpus"))
    GTEST_SKIP() << "the conformance data is not at " << STACMLM_SHARED << ": fewer documents";
}

TEST_F(ShapePlansOfSchemas, AgreeOnDocuments) {
  for (const std::string& text : documents()) {
    const json::Document document = parsed(text);
    for (const KnownSchema& known : known_schemas()) {
      ASSERT_NO_FATAL_FAILURE(expect_the_same({&known.schema->shape()}, document.root()));
    }
    ASSERT_NO_FATAL_FAILURE(expect_the_same(declared_by(document.root()), document.root()));
  }
  EXPECT_GT(approved, 50U);
  EXPECT_GT(refused, 50U);
}

TEST_F(ShapePlansOfSchemas, AgreeOnChangedDocuments) {
  constexpr std::uint32_t kChanges = 60;
  const auto texts = documents();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::uint32_t seed = 0; seed < kChanges; ++seed) {
      Change change(static_cast<std::uint32_t>(i) * kChanges + seed);
      const json::Document document = parsed(change.apply_to(texts[i]));
      if (!document.root().exists()) continue;  // nested too deep
      Shapes shapes = declared_by(document.root());
      ASSERT_NO_FATAL_FAILURE(expect_the_same(shapes, document.root()));
      const Shapes some = change.some_schemas();
      ASSERT_NO_FATAL_FAILURE(expect_the_same({some.front()}, document.root()));
      ASSERT_NO_FATAL_FAILURE(expect_the_same(some, document.root()));
      shapes.insert(shapes.end(), some.begin(), some.end());
      ASSERT_NO_FATAL_FAILURE(expect_the_same(shapes, document.root()));
    }
  }
  EXPECT_GT(approved, 1000U);
  EXPECT_GT(refused, 1000U);
}

}  // namespace
}  // namespace stacmlm::rules

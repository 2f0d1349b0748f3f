// SPDX-License-Identifier: Apache-2.0
#include "rules/view/defined_names.h"

#include <string>

#include "parsed.h"

namespace stacmlm::rules {
namespace {

/// The names of a list of bands in the properties.
struct Defined {
  explicit Defined(const std::string& text) : json(text) {
    OtherMembers members;
    stac::read_together(
        json.root(), [](json::Value) {}, members);
    names.add_bands(members, nullptr);
  }
  json::Parsed json;
  DefinedNames names;
};

TEST(DefinedNames, knows_few_and_many) {
  for (const int count : {1, 63, 64, 65, 300}) {
    std::string text = "{\"bands\": [";
    for (int i = 0; i < count; ++i) text += "{\"name\": \"B" + std::to_string(i) + "\"},";
    const Defined defined(text + "{\"name\": \"B0\"}, {}, 7]}");
    for (int i = 0; i < count; ++i)
      EXPECT_TRUE(defined.names.has(Word("B" + std::to_string(i)))) << i << " of " << count;
    EXPECT_FALSE(defined.names.has(Word("B" + std::to_string(count))));
    EXPECT_FALSE(defined.names.has(""));
  }
}

TEST(DefinedNames, counts_what_is_named) {
  Defined defined(R"({"bands": [{"name": "a"}, {"name": "b"}, {}],
                      "eo:bands": [{"name": "c"}, {"name": "a"}]})");
  const json::Parsed list(R"(["a", "x", {"name": "c", "expression": ""}, 7])");
  std::vector<Reference> all;
  all.reserve(4);
  defined.names.mark_named(read_references(list.root(), all));
  defined.names.count_named();
  const auto& lists = defined.names.band_lists();
  ASSERT_EQ(lists.size(), 2U);
  EXPECT_EQ(lists[0].named, 1U);
  EXPECT_TRUE(lists[0].has_nameless);
  EXPECT_EQ(lists[1].named, 2U);
  EXPECT_FALSE(lists[1].has_nameless);
  EXPECT_TRUE(defined.names.some_dangle());
}

TEST(DefinedNames, one_that_is_computed_does_not_dangle) {
  Defined defined(R"({"bands": [{"name": "a"}]})");
  const json::Parsed list(R"(["a", {"name": "b", "expression": "a"}])");
  std::vector<Reference> all;
  all.reserve(2);
  defined.names.mark_named(read_references(list.root(), all));
  EXPECT_FALSE(defined.names.some_dangle());
}

TEST(DefinedNames, are_forgotten) {
  Defined defined(R"({"bands": [{"name": "a"}]})");
  defined.names.clear();
  EXPECT_TRUE(defined.names.empty());
  EXPECT_FALSE(defined.names.has("a"));
  EXPECT_TRUE(defined.names.band_lists().empty());
}

}  // namespace
}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include "rules/tree/reach.h"

#include <gtest/gtest.h>

#include "stacmlm/json/parser.h"

namespace stacmlm::rules {
namespace {

json::Document parsed(std::string_view text) {
  json::Document document;
  EXPECT_FALSE(json::Parser().parse(json::Text::copy_of(text), document));
  return document;
}

bool fits(std::string_view interval, std::string_view properties) {
  const auto collection =
      parsed(R"({"extent": {"temporal": {"interval": )" + std::string(interval) + "}}}");
  const auto item = parsed(R"({"properties": )" + std::string(properties) + "}");
  const Reach outer = reach_of_collection(collection.root());
  const Reach inner = reach_of_item(item.root());
  return outer.period && inner.period && holds(*outer.period, *inner.period);
}

TEST(Reach, TakesAllIntervalsTogether) {
  const char* both =
      R"([["2019-01-01T00:00:00Z", "2019-12-31T00:00:00Z"], ["2021-01-01T00:00:00Z", null]])";
  EXPECT_TRUE(fits(both, R"({"datetime": "2030-01-01T00:00:00Z"})"));
  EXPECT_FALSE(fits(both, R"({"datetime": "2018-12-31T23:59:59Z"})"));
}

TEST(Reach, ComparesInstantsAndNotTexts) {
  const char* year = R"([["2019-01-01T00:00:00Z", "2019-12-31T23:59:59Z"]])";
  EXPECT_TRUE(fits(year, R"({"datetime": "2020-01-01T00:30:00+01:00"})"));
  EXPECT_FALSE(fits(year, R"({"datetime": "2019-12-31T23:59:59.5Z"})"));
  EXPECT_FALSE(fits(year, R"({"start_datetime": "2019-06-01T00:00:00Z",
                              "end_datetime": "2020-06-01T00:00:00Z"})"));
  EXPECT_FALSE(fits(year, R"({"start_datetime": "2020-06-01T00:00:00Z"})"));
}

TEST(Reach, SaysNothingOfWhatIsMalformed) {
  const auto item = parsed(R"({"bbox": [1, 2, "3", 4], "properties": {"datetime": "today"}})");
  EXPECT_FALSE(reach_of_item(item.root()).box);
  EXPECT_FALSE(reach_of_item(item.root()).period);
  const auto odd = parsed(R"({"extent": {"spatial": {"bbox": [[1, 2]]},
                                         "temporal": {"interval": [["x", null], 3]}}})");
  EXPECT_FALSE(reach_of_collection(odd.root()).box);
  EXPECT_FALSE(reach_of_collection(odd.root()).period);
}

TEST(Reach, ABoxOverTheAntimeridianAmongOthersIsTheWholeRound) {
  const auto collection =
      parsed(R"({"extent": {"spatial": {"bbox": [[170, -20, -170, 0], [0, 0, 10, 10]]}}})");
  const auto box = reach_of_collection(collection.root()).box;
  ASSERT_TRUE(box);
  EXPECT_EQ(box->width(), 360);
  EXPECT_EQ(box->south, -20);
  EXPECT_EQ(box->north, 10);
}

}  // namespace
}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/band_statistics.h"

#include <gtest/gtest.h>

#include <string>

namespace stacmlm::author {
namespace {

std::string fault_of(std::string_view text) {
  const auto read = read_statistics(text, "f");
  return read ? "" : read.error().message;
}

TEST(BandStatistics, JsonNamesItsBands) {
  const auto read = read_statistics(R"({"B02": {"mean": 1.50, "stddev": 2e1},
 "B03": {"minimum": -1, "maximum": 9, "mean": null}})",
                                    "f");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->bands.size(), 2U);
  EXPECT_EQ(read->bands[0].band, "B02");
  EXPECT_EQ(read->bands[0].mean, "1.50");
  EXPECT_EQ(read->bands[0].stddev, "2e1");
  EXPECT_EQ(read->bands[0].line, 1U);
  EXPECT_EQ(read->bands[1].minimum, "-1");
  EXPECT_EQ(read->bands[1].mean, "");
  EXPECT_EQ(read->bands[1].line, 2U);
}

TEST(BandStatistics, AListIsInTheOrderOfTheBands) {
  const auto read = read_statistics("\n [{\"mean\": 1, \"stddev\": 2}]", "f");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->bands.at(0).band, "");
  EXPECT_EQ(read->bands.at(0).line, 2U);
}

TEST(BandStatistics, CsvHasAHead) {
  const auto read = read_statistics(
      "\xEF\xBB\xBFmaximum, \"band\" ,minimum\r\n9,\"B 02\",0\r\n\r\n1e3,B03,-1", "f");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->bands.size(), 2U);
  EXPECT_EQ(read->bands[0].band, "B 02");
  EXPECT_EQ(read->bands[0].maximum, "9");
  EXPECT_EQ(read->bands[1].line, 4U);
  EXPECT_EQ(read->bands[1].maximum, "1e3");
}

TEST(BandStatistics, CsvWithoutNamesIsInTheOrderOfTheBands) {
  const auto read = read_statistics("mean,stddev\n1,2\n3,4\n", "f");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->bands.at(1).mean, "3");
  EXPECT_EQ(read->bands.at(1).band, "");
}

TEST(BandStatistics, FaultsNameTheFileAndTheLine) {
  EXPECT_EQ(fault_of(""), "f:1: there are no bands");
  EXPECT_EQ(fault_of("{}"), "f:1: there are no bands");
  EXPECT_EQ(fault_of("mean,stddev\n"), "f:1: there are no bands");
  EXPECT_EQ(fault_of("mean,std\n"),
            "f:1: unknown column `std`; there are mean, stddev, minimum, "
            "maximum");
  EXPECT_EQ(fault_of("mean,mean\n"), "f:1: column `mean` stands there twice");
  EXPECT_EQ(fault_of("mean,stddev\n1\n"), "f:2: 1 cells below 2 columns");
  EXPECT_EQ(fault_of("mean,stddev\n1,NaN\n"), "f:2: stddev is no number: `NaN`");
  EXPECT_EQ(fault_of("mean,stddev\n1,1e999\n"), "f:2: stddev is no number: `1e999`");
  EXPECT_EQ(fault_of("mean,stddev\n1,0\n"), "f:2: stddev is not above 0");
  EXPECT_EQ(fault_of("minimum,maximum\n1,1\n"), "f:2: minimum is not below maximum");
  EXPECT_EQ(fault_of("mean,stddev\n1,\n"),
            "f:2: it takes mean and stddev, or minimum and maximum, or all four");
  EXPECT_EQ(fault_of("band,mean,stddev\n,1,2\n"), "f:2: a band has no name");
  EXPECT_EQ(fault_of("band,mean,stddev\na,1,2\na,1,2\n"), "f:3: band `a` stands there twice");
  EXPECT_EQ(fault_of("{\n\"a\": 1}"), "f:2: a band is an object of numbers");
  EXPECT_EQ(fault_of("{\n\"a\": {\"mean\": \"1\", \"stddev\": 2}}"),
            "f:2: mean is no number: `\"1\"`");
  EXPECT_EQ(fault_of("{\n\"a\": {\"means\": 1, \"stddev\": 2}}"),
            "f:2: unknown member `means`; did you mean `mean`?");
  EXPECT_EQ(fault_of("[{\"mean\": 1, \"stddev\": 2},\n"),
            "f:2: expected a value, found the end of the text");
  EXPECT_EQ(fault_of("{\"a\": {\"mean\": 1, \"stddev\": 2},\n\"a\": {\"mean\": 1, \"stddev\": 2}}"),
            "f:2: a name stands there twice");
}

}  // namespace
}  // namespace stacmlm::author

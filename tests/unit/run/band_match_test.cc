// SPDX-License-Identifier: Apache-2.0
#include "run/plan/band_match.h"

#include <gtest/gtest.h>

namespace stacmlm::run {
namespace {

Scene sentinel() {
  Scene scene;
  scene.files = {{"scene.tif", "", {}}};
  const auto add = [&](const char* name, const char* common, double wavelength) {
    SceneBand band;
    band.number = static_cast<int>(scene.bands.size()) + 1;
    band.name = name;
    band.common_name = common;
    band.center_wavelength = wavelength;
    scene.bands.push_back(band);
  };
  add("B04", "red", 0.665);
  add("B08", "nir", 0.833);
  add("B8A", "nir08", 0.865);
  return scene;
}

TEST(BandMatch, FindsBandsByEachOfTheirNames) {
  const Scene scene = sentinel();
  const auto found = [&](const WantedBand& wanted) { return match_band(wanted, scene); };
  EXPECT_EQ(found({"B04", "", {}}).match, BandMatch::kName);
  EXPECT_EQ(found({"b4", "", {}}).match, BandMatch::kAlias);
  EXPECT_EQ(found({"b4", "", {}}).bands, std::vector<std::size_t>{0});
  EXPECT_EQ(found({"red", "", {}}).match, BandMatch::kCommonName);
  EXPECT_EQ(found({"SR_B5", "nir08", {}}).bands, std::vector<std::size_t>{2});
  EXPECT_EQ(found({"NIR narrow", "", 0.8647}).match, BandMatch::kWavelength);
  EXPECT_EQ(found({"NIR narrow", "", 0.8647}).bands, std::vector<std::size_t>{2});
  EXPECT_TRUE(found({"thermal", "", 10.9}).bands.empty());
}

TEST(BandMatch, NamesOfOtherSensorsAreNotBelieved) {
  Scene scene = sentinel();
  scene.bands[0].name = "b1";
  scene.bands[1].name = "b2";
  EXPECT_EQ(match_band({"B08", "nir", {}}, scene).bands, std::vector<std::size_t>{1});
  EXPECT_TRUE(match_band({"B02", "", {}}, scene).bands.empty());      // b2 is the second band
  EXPECT_TRUE(match_band({"B8A", "blue", {}}, scene).bands.empty());  // that one is nir08
  EXPECT_EQ(match_band({"b2", "", {}}, scene).match, BandMatch::kName);
}

TEST(BandMatch, KeysForgetHowNamesAreWritten) {
  EXPECT_EQ(band_key("B04"), "b4");
  EXPECT_EQ(band_key("B_4"), "b4");
  EXPECT_EQ(band_key("B04 - red"), "b4");
  EXPECT_EQ(band_key("B10"), "b10");
  EXPECT_EQ(band_key("B8A"), "b8a");
  EXPECT_NE(band_key("B08"), band_key("B8A"));
}

TEST(BandMatch, TakesWhatTheUserCallsABand) {
  const Scene scene = sentinel();
  EXPECT_EQ(bands_called("B08", scene), std::vector<std::size_t>{1});
  EXPECT_EQ(bands_called("3", scene), std::vector<std::size_t>{2});
  EXPECT_TRUE(bands_called("4", scene).empty());
  EXPECT_TRUE(bands_called("", scene).empty());
}

}  // namespace
}  // namespace stacmlm::run

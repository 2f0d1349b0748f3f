// SPDX-License-Identifier: Apache-2.0
#include "run/plan/band_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace stacmlm::run {
namespace {

/// Half the distance of the two nearest bands of Sentinel-2 and Landsat, micrometres.
constexpr double kSameWavelength = 0.015;

/// Further apart than what sensors of one kind differ by.
constexpr double kOtherWavelength = 0.03;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return lowered(c); });
  return out;
}

template <class Test>
std::vector<std::size_t> those(const Scene& scene, std::size_t time, const Test& test) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < scene.bands.size(); ++i) {
    if (scene.bands[i].is_of(time) && test(scene.bands[i])) found.push_back(i);
  }
  return found;
}

/// An asset with one band is called by its key, too.
bool is_sole_band_of(const SceneBand& band, std::string_view asset, const Scene& scene) {
  if (asset.empty() || scene.files[band.file].asset != asset) return false;
  return std::ranges::count(scene.bands, band.file, &SceneBand::file) == 1;
}

bool is_called(const SceneBand& band, std::string_view name, const Scene& scene) {
  return band.name == name || (band.name.empty() && is_sole_band_of(band, name, scene));
}

/// `B05` of one sensor is another band than `B05` of the next: what else is told has to agree.
bool contradicts(const WantedBand& wanted, const SceneBand& band) {
  if (wanted.center_wavelength && band.center_wavelength)
    return std::abs(*wanted.center_wavelength - *band.center_wavelength) > kOtherWavelength;
  return !wanted.common_name.empty() && !band.common_name.empty() &&
         lowered(wanted.common_name) != lowered(band.common_name);
}

/// `b2` of the second band says no more than its place.
bool says_its_place(std::string_view key, int number) {
  return key == fmt::format("b{}", number) || key == fmt::format("band{}", number);
}

bool has_alias(const SceneBand& band, const std::string& key, const Scene& scene) {
  const std::string& asset = scene.files[band.file].asset;
  if (band.name.empty()) return is_sole_band_of(band, asset, scene) && band_key(asset) == key;
  if (band_key(band.name) != key) return false;
  return is_sole_band_of(band, asset, scene) || !says_its_place(key, band.number);
}

std::vector<std::size_t> nearest_wavelength(double wanted, const Scene& scene, std::size_t time) {
  const auto distance = [&](const SceneBand& band) {
    return std::abs(*band.center_wavelength - wanted);
  };
  return those(scene, time, [&](const SceneBand& band) {
    return band.center_wavelength && distance(band) <= kSameWavelength;
  });
}

}  // namespace

std::string band_key(std::string_view name) {
  std::string key;
  for (std::size_t i = 0; i < name.size() && name[i] != ' '; ++i) {
    const char c = lowered(name[i]);
    if (c == '_' || c == '-') continue;
    const bool leads = c == '0' && (key.empty() || !is_digit(key.back())) && i + 1 < name.size() &&
                       is_digit(name[i + 1]);
    if (!leads) key += c;
  }
  return key;
}

BandCandidates match_band(const WantedBand& wanted, const Scene& scene, std::size_t time) {
  if (!wanted.name.empty()) {
    auto same = those(scene, time, [&](const SceneBand& band) {
      return is_called(band, wanted.name, scene) && !contradicts(wanted, band);
    });
    if (!same.empty()) return {BandMatch::kName, std::move(same)};
    const std::string key = band_key(wanted.name);
    same = those(scene, time, [&](const SceneBand& band) {
      return has_alias(band, key, scene) && !contradicts(wanted, band);
    });
    if (!same.empty()) return {BandMatch::kAlias, std::move(same)};
  }
  // A model may call its band `red` and say no more.
  const std::string common = lowered(wanted.common_name.empty() ? wanted.name : wanted.common_name);
  if (!common.empty()) {
    auto same = those(scene, time, [&](const SceneBand& band) {
      return lowered(band.common_name) == common || lowered(band.name) == common;
    });
    if (!same.empty()) return {BandMatch::kCommonName, std::move(same)};
  }
  if (wanted.center_wavelength) {
    return {BandMatch::kWavelength, nearest_wavelength(*wanted.center_wavelength, scene, time)};
  }
  return {};
}

std::vector<std::size_t> bands_called(std::string_view text, const Scene& scene, std::size_t time) {
  auto named =
      those(scene, time, [&](const SceneBand& band) { return is_called(band, text, scene); });
  if (!named.empty()) return named;
  const auto colon = text.rfind(':');
  const std::string_view asset =
      colon == std::string_view::npos ? std::string_view() : text.substr(0, colon);
  const std::string_view digits = colon == std::string_view::npos ? text : text.substr(colon + 1);
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return {};
  return those(scene, time, [&](const SceneBand& band) {
    const bool is_in = asset.empty() ? band.time == time : scene.files[band.file].asset == asset;
    return band.number == number && is_in;
  });
}

std::string file_called(std::size_t file, const Scene& scene) {
  const SceneFile& one = scene.files[file];
  const bool is_sole = std::ranges::count(scene.files, one.asset, &SceneFile::asset) == 1;
  return is_sole && !one.asset.empty() ? one.asset : one.path;
}

std::vector<std::size_t> files_called(std::string_view name, const Scene& scene) {
  std::vector<std::size_t> files;
  if (name.empty()) return files;
  for (std::size_t i = 0; i < scene.files.size(); ++i) {
    if (file_called(i, scene) == name) return {i};
    if (scene.files[i].asset == name) files.push_back(i);
  }
  return files;
}

std::string call_of(std::size_t band, const Scene& scene) {
  const SceneBand& one = scene.bands[band];
  const std::size_t time = one.time == kEveryTime ? 0 : one.time;
  if (!one.name.empty() && bands_called(one.name, scene, time).size() == 1) return one.name;
  std::string number = std::to_string(one.number);
  if (bands_called(number, scene, time) == std::vector{band}) return number;
  return fmt::format("{}:{}", scene.files[one.file].asset, number);
}

}  // namespace stacmlm::run

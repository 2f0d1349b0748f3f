// SPDX-License-Identifier: Apache-2.0
// Which band of a scene a model means.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// What the metadata of a model say of one of its bands.
struct WantedBand {
  std::string name;
  std::string common_name;
  std::optional<double> center_wavelength;  ///< micrometres
};

/// The bands that fit best, all by the same mark; one: it is found; none: nothing fits.
struct BandCandidates {
  BandMatch match = BandMatch::kName;
  std::vector<std::size_t> bands;  ///< indices in Scene::bands
};

/// Among the bands of one time of a series.
BandCandidates match_band(const WantedBand& wanted, const Scene& scene, std::size_t time = 0);

/// The bands of one time that the user means by the name, number or `asset:number` behind an
/// option. Numbers alone are those of the scene, not of rasters that belong to every time.
std::vector<std::size_t> bands_called(std::string_view text, const Scene& scene,
                                      std::size_t time = 0);

/// What the user may call it among those of its time, shortest first: its name, or `3`, or
/// `red:1`.
std::string call_of(std::size_t band, const Scene& scene);

/// What `--grid` calls a file: its asset, or its path where several or none are of that asset.
std::string file_called(std::size_t file, const Scene& scene);
/// The files that a user may mean: the one that is called so, else all whose asset is.
std::vector<std::size_t> files_called(std::string_view name, const Scene& scene);

/// The same band may be written `B4`, `b04`, `B04`, `B04 - red`: small letters and digits of the
/// first word, numbers without leading zeros.
std::string band_key(std::string_view name);

}  // namespace stacmlm::run

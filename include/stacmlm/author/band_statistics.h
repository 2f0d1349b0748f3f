// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::author {

/// What is known of the values of one band. Numbers are JSON texts, as they were written; empty:
/// not told. There is a mean and a standard deviation, or a minimum and a maximum, or both.
struct BandStatistics {
  std::string band;  ///< empty: the bands of the model in their order
  std::string mean;
  std::string stddev;
  std::string minimum;
  std::string maximum;
  std::string valid_percent;  ///< of pixels; never read from a text
  /// Bounds of a min-max scaling that are narrower than minimum and maximum; empty: those.
  std::string low;
  std::string high;
  std::string fault;       ///< why no scaling can be made of them; empty: it can
  std::uint32_t line = 0;  ///< of the text, from 1; of a raster the number of the band
};

/// The statistics of a file. All bands are named, or none is.
struct StatisticsFile {
  std::string name;  ///< for messages
  std::vector<BandStatistics> bands;
  bool may_have_more =
      false;  ///< of named bands some may be none of the model's: they are left out
};

/// Reads statistics from JSON or CSV, whichever the text is. The Error starts with `name` and the
/// line: `stats.csv:3: ...`.
///
/// - JSON: `{"B02": {"mean": 1, "stddev": 2, "minimum": 0, "maximum": 9}}`, or a list of such
///   objects, one for each band of the model.
/// - CSV: a head of `band`, `mean`, `stddev`, `minimum`, `maximum` (some of them, in any order) and
///   a row for each band; without `band` the rows are in the order of the model's bands.
base::Result<StatisticsFile> read_statistics(std::string_view text, std::string name);

}  // namespace stacmlm::author

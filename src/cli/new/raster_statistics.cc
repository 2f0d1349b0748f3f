// SPDX-License-Identifier: Apache-2.0
#include "cli/new/raster_statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "cli/remote_source.h"
#include "stacmlm/raster/statistics.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::cli {
namespace {

using author::BandStatistics;
using raster::BandMeasures;

base::Result<std::vector<double>> read_percentiles(const std::string& text) {
  if (text.empty()) return std::vector<double>();
  const auto comma = text.find(',');
  std::vector<double> percents;
  for (const std::string& part :
       {text.substr(0, comma), comma == std::string::npos ? "" : text.substr(comma + 1)}) {
    double number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error == std::errc() && end == part.data() + part.size() && number >= 0 && number <= 100)
      percents.push_back(number);
  }
  if (percents.size() == 2 && percents[0] < percents[1]) return percents;
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("--percentiles {}: two numbers of 0 to 100, as 2,98", text));
}

/// What stored numbers mean: scale * number + offset.
struct Meaning {
  double scale = 1;
  double offset = 0;

  [[nodiscard]] double of(double number) const { return scale * number + offset; }
};

base::Result<Meaning> meaning_of(const run::SceneBand& band, const RasterStatistics& from) {
  const Meaning stated{band.scale.value_or(1), band.offset.value_or(0)};
  if ((stated.scale == 1 && stated.offset == 0) || from.scale == "none") return Meaning{};
  if (from.scale == "apply") return stated;
  return base::fail(
      base::ErrorKind::kInvalidArgument,
      fmt::format("{}: the scene states that values are {:g} * number + {:g}: --scale apply takes "
                  "the statistics of those, --scale none of the numbers as they are stored",
                  from.path, stated.scale, stated.offset));
}

void put_bounds(BandStatistics& band, double low, double high, std::string BandStatistics::*first,
                std::string BandStatistics::*second) {
  band.*first = fmt::format("{}", std::min(low, high));
  band.*second = fmt::format("{}", std::max(low, high));
}

BandStatistics statistics_of(const BandMeasures& measures, const Meaning& meaning) {
  BandStatistics band;
  if (measures.valid == 0) {
    band.fault = "the band has no valid pixel";
    return band;
  }
  const double mean = meaning.of(measures.mean);
  const double stddev = std::abs(meaning.scale) * measures.stddev;
  const double low = meaning.of(measures.minimum);
  const double high = meaning.of(measures.maximum);
  for (const double number : {mean, stddev, low, high}) {
    if (std::isfinite(number)) continue;
    band.fault = "the numbers of the band are too large to be added up";
    return band;
  }
  if (low == high || stddev == 0) band.fault = "all pixels of the band are the same";
  band.mean = fmt::format("{}", mean);
  band.stddev = fmt::format("{}", stddev);
  put_bounds(band, low, high, &BandStatistics::minimum, &BandStatistics::maximum);
  band.valid_percent = fmt::format(
      "{}", 100.0 * static_cast<double>(measures.valid) / static_cast<double>(measures.pixels));
  if (measures.percentiles.size() != 2) return band;
  const double from = meaning.of(measures.percentiles[0]);
  const double to = meaning.of(measures.percentiles[1]);
  if (from == to) band.fault = "the percentiles of the band are the same number";
  put_bounds(band, from, to, &BandStatistics::low, &BandStatistics::high);
  return band;
}

/// All bands have names, and each another.
bool is_named(const std::vector<run::SceneBand>& bands) {
  std::set<std::string_view> names;
  return std::ranges::all_of(bands, [&](const run::SceneBand& band) {
    return !band.name.empty() && names.insert(band.name).second;
  });
}

class SceneStatistics {
 public:
  SceneStatistics(const RasterStatistics& from, const run::Scene& scene, base::Fetcher* fetcher,
                  std::vector<double> percents)
      : from_(from), scene_(scene), fetcher_(fetcher), percents_(std::move(percents)) {}

  base::Result<author::StatisticsFile> run() {
    author::StatisticsFile file;
    file.name = from_.path;
    file.may_have_more = true;
    file.bands.resize(scene_.bands.size());
    for (std::size_t i = 0; i < scene_.files.size(); ++i) {
      STACMLM_CHECK(measure(i, file));
    }
    const bool has_names = !from_.by_position && is_named(scene_.bands);
    for (std::size_t i = 0; i < file.bands.size(); ++i) {
      file.bands[i].line = static_cast<std::uint32_t>(i + 1);
      if (has_names) file.bands[i].band = scene_.bands[i].name;
    }
    return file;
  }

 private:
  base::Result<void> measure(std::size_t index, author::StatisticsFile& file) {
    raster::MeasureOptions options;
    options.percents = percents_;
    std::vector<std::size_t> places;
    std::vector<std::size_t> bands;
    for (std::size_t i = 0; i < scene_.bands.size(); ++i) {
      const run::SceneBand& band = scene_.bands[i];
      if (band.file != index) continue;
      places.push_back(i);
      bands.push_back(static_cast<std::size_t>(band.number - 1));
      options.nodata.push_back(band.nodata);
    }
    STACMLM_TRY(const auto raster, raster::open(scene_.files[index].path, {.fetcher = fetcher_}));
    STACMLM_TRY(const auto measures, raster::measure_bands(*raster, bands, options));
    for (std::size_t i = 0; i < places.size(); ++i) {
      STACMLM_TRY(const Meaning meaning, meaning_of(scene_.bands[places[i]], from_));
      file.bands[places[i]] = statistics_of(measures[i], meaning);
    }
    return {};
  }

  const RasterStatistics& from_;
  const run::Scene& scene_;
  base::Fetcher* fetcher_;
  std::vector<double> percents_;
};

}  // namespace

base::Result<author::StatisticsFile> statistics_of_raster(const RasterStatistics& from) {
  STACMLM_TRY(auto percents, read_percentiles(from.percentiles));
  STACMLM_TRY(const auto fetcher, open_network(from.hosts));
  STACMLM_TRY(const run::Scene scene, run::read_scene(from.path, {.fetcher = fetcher.get()}));
  for (const run::SceneBand& band : scene.bands) {
    STACMLM_TRY(const Meaning meaning, meaning_of(band, from));
    static_cast<void>(meaning);
  }
  return SceneStatistics(from, scene, fetcher.get(), std::move(percents)).run();
}

}  // namespace stacmlm::cli

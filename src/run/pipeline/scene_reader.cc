// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/scene_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <span>

#include "run/pipeline/edge.h"

namespace stacmlm::run {
namespace {

base::Result<std::unique_ptr<raster::Raster>> open_file(const Plan& plan, const Scene& scene,
                                                        std::size_t file, std::uint64_t cache,
                                                        base::Fetcher* fetcher) {
  const raster::Access access{.fetcher = fetcher, .cache_bytes = cache};
  const raster::Grid& grid = scene.files[plan.grid].grid;
  STACMLM_TRY(const bool same, raster::is_same_grid(scene.files[file].grid, grid));
  if (same && !scene.files[file].is_warped) return raster::open(scene.files[file].path, access);
  const auto method = raster::resampling_of(plan.resampling);
  if (!method) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} lies on another grid", scene.files[file].path));
  }
  return raster::open_on_grid(scene.files[file].path, grid, *method, access);
}

/// Puts `size`-byte pixels where the maps say; places beyond the edge become 0.
void spread(const std::byte* from, const EdgeMap& x, const EdgeMap& y, std::int64_t width,
            std::int64_t height, std::size_t size, std::byte* to) {
  const auto row_bytes = static_cast<std::size_t>(width) * size;
  for (std::int64_t row = 0; row < height; ++row) {
    std::byte* out = to + static_cast<std::size_t>(row) * row_bytes;
    const std::int64_t source = y.places.empty() ? row : y.places[static_cast<std::size_t>(row)];
    if (source < 0) {
      std::memset(out, 0, row_bytes);
      continue;
    }
    const std::byte* in = from + static_cast<std::size_t>(source * x.size) * size;
    if (x.places.empty()) {
      std::memcpy(out, in, row_bytes);
      continue;
    }
    for (const std::int64_t place : x.places) {
      if (place < 0) {
        std::memset(out, 0, size);
      } else {
        std::memcpy(out, in + static_cast<std::size_t>(place) * size, size);
      }
      out += size;
    }
  }
}

}  // namespace

base::Result<SceneReader> SceneReader::open(const Plan& plan, const Scene& scene,
                                            const RunOptions& options) {
  SceneReader reader;
  const raster::Grid& grid = scene.files[plan.grid].grid;
  reader.image_width_ = grid.width;
  reader.image_height_ = grid.height;
  reader.pad_ = choice_of(kPadModes, plan.tiles.pad).value_or(PadMode::kReflect);
  std::set<std::size_t> used;
  for (const InputPlan& input : plan.inputs)
    for (const BandUse& use : input.reads) used.insert(scene.bands[use.band].file);
  const std::uint64_t cache = plan.read_cache / std::max<std::size_t>(used.size(), 1);
  for (const InputPlan& input : plan.inputs) {
    for (const BandUse& use : input.reads) {
      STACMLM_CHECK(reader.add_band(plan, scene, use.band, cache, options.fetcher));
    }
  }
  for (const InputPlan& input : plan.inputs) {
    const std::size_t first = reader.uses_.size();
    for (std::size_t time = 0; time < input.times; ++time) {
      for (const BandUse& use : input.reads_of(time))
        reader.uses_.push_back(reader.bands_.at(use.band));
      for (std::size_t i = 0; i < input.channels.size(); ++i) {
        if (!input.channels[i].is_external) continue;
        STACMLM_CHECK(reader.add_external(input, time, i, options));
      }
    }
    reader.inputs_.push_back({first, (reader.uses_.size() - first) / input.times});
  }
  reader.group_reads();
  return reader;
}

void SceneReader::group_reads() {
  for (std::size_t i = 0; i < reads_.size(); ++i) {
    const Read& read = reads_[i];
    auto group = std::ranges::find_if(groups_, [&](const Group& one) {
      return one.raster == read.raster && one.pixel == read.pixel;
    });
    if (group == groups_.end())
      group = groups_.insert(groups_.end(), {read.raster, read.pixel, {}, {}});
    group->reads.push_back(i);
    group->bands.push_back(read.band);
  }
}

base::Result<void> SceneReader::add_band(const Plan& plan, const Scene& scene, std::size_t band,
                                         std::uint64_t cache, base::Fetcher* fetcher) {
  if (bands_.contains(band)) return {};
  const std::size_t file = scene.bands[band].file;
  if (!files_.contains(file)) {
    STACMLM_TRY(auto raster, open_file(plan, scene, file, cache, fetcher));
    files_[file] = rasters_.size();
    rasters_.push_back(std::move(raster));
  }
  STACMLM_TRY(const Read read, read_of(scene, band, files_[file]));
  bands_[band] = reads_.size();
  reads_.push_back(read);
  return {};
}

base::Result<void> SceneReader::add_external(const InputPlan& input, std::size_t time,
                                             std::size_t channel, const RunOptions& options) {
  const ChannelPlan& plan = input.channels[channel];
  const std::string field = fmt::format("{}.bands[{}]", input.field, channel);
  if (!options.start_external) {
    return base::fail(base::ErrorKind::kUnsupported,
                      field + ".format: programs of others are not run here");
  }
  auto function = options.start_external(plan.expression);
  if (!function) return tl::unexpected(std::move(function).error().during(field));
  std::vector<ExternalBand::Source> sources;
  const auto reads = input.reads_of(time);
  for (const std::size_t source : plan.sources) {
    const BandUse& use = reads[source];
    sources.push_back({bands_.at(use.band), {use.scale, use.offset}});
  }
  uses_.push_back(reads_.size() + externals_.size());
  externals_.emplace_back(field, std::move(sources), *std::move(function));
  return {};
}

base::Result<SceneReader::Read> SceneReader::read_of(const Scene& scene, std::size_t index,
                                                     std::size_t raster) const {
  const SceneBand& band = scene.bands[index];
  const std::string& path = scene.files[band.file].path;
  Read read;
  read.raster = raster;
  read.band = static_cast<std::size_t>(band.number - 1);
  const auto& bands = rasters_[raster]->info().bands;
  if (read.band >= bands.size()) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{} has no band {} any more", path, band.number));
  }
  read.pixel = bands[read.band].type;
  const auto number = find_data_type(raster::name_of(read.pixel));
  if (!number) {
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format("{}: pixels of {} are not read", path, raster::name_of(read.pixel)));
  }
  read.number = *number;
  return read;
}

base::Result<void> SceneReader::read(std::int64_t x, std::int64_t y, std::int64_t width,
                                     std::int64_t height, TilePixels& pixels) const {
  const EdgeMap columns = map_edge(x, width, image_width_, pad_);
  const EdgeMap rows = map_edge(y, height, image_height_, pad_);
  const raster::Window window{columns.begin, rows.begin, columns.size, rows.size};
  const bool is_inside = columns.places.empty() && rows.places.empty();
  const auto count = static_cast<std::size_t>(width * height);
  const auto read_count = static_cast<std::size_t>(columns.size * rows.size);
  pixels.width_ = width;
  pixels.height_ = height;
  pixels.has_data_ = false;
  pixels.planes_.resize(groups_.size() + externals_.size());
  std::vector<BandPixels> bands(reads_.size() + externals_.size());
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const Group& group = groups_[i];
    TilePixels::Planes& planes = pixels.planes_[i];
    const std::size_t size = raster::size_of(group.pixel);
    const std::size_t layers = group.bands.size();
    planes.data.resize(layers * count * size);
    planes.valid.resize(layers * count);
    std::span<std::byte> data = planes.data;
    std::span<std::uint8_t> valid = planes.valid;
    if (!is_inside) {
      pixels.read_.resize(layers * read_count * size);
      pixels.read_valid_.resize(layers * read_count);
      data = pixels.read_;
      valid = pixels.read_valid_;
    }
    STACMLM_TRY(const raster::Validity validity,
                rasters_[group.raster]->read(window, group.bands, group.pixel, data, valid));
    if (validity != raster::Validity::kNone) pixels.has_data_ = true;
    const bool is_all = validity == raster::Validity::kAll && is_inside;
    for (std::size_t layer = 0; layer < layers; ++layer) {
      std::byte* const to = planes.data.data() + layer * count * size;
      std::uint8_t* const to_valid = planes.valid.data() + layer * count;
      if (!is_inside) {
        spread(data.data() + layer * read_count * size, columns, rows, width, height, size, to);
        spread(std::as_bytes(valid).data() + layer * read_count, columns, rows, width, height, 1,
               reinterpret_cast<std::byte*>(to_valid));
      }
      bands[group.reads[layer]] = {to, reads_[group.reads[layer]].number, width,
                                   is_all ? nullptr : to_valid, width};
    }
  }
  for (std::size_t i = 0; i < externals_.size(); ++i) {
    TilePixels::Planes& plane = pixels.planes_[groups_.size() + i];
    plane.numbers.assign(count, 0);
    plane.valid.assign(count, 0);
    bands[reads_.size() + i] = {plane.numbers.data(), DataType::kFloat32,
                                static_cast<std::ptrdiff_t>(width), plane.valid.data(),
                                static_cast<std::ptrdiff_t>(width)};
    if (!pixels.has_data_) continue;
    STACMLM_CHECK(externals_[i].compute(std::span(bands).first(reads_.size()), width, height,
                                        plane.numbers, plane.valid));
  }
  pixels.bands_.clear();
  for (const std::size_t use : uses_) pixels.bands_.push_back(bands[use]);
  return {};
}

}  // namespace stacmlm::run

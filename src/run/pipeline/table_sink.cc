// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/table_sink.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "run/pipeline/place_pixels.h"

namespace stacmlm::run {

base::Result<std::unique_ptr<LayerSink>> TableSink::create(const ResultParts& parts,
                                                           raster::LayerWriter& writer) {
  STACMLM_TRY(Postprocess postprocess, Postprocess::compile(parts.plan.output));
  return std::make_unique<TableSink>(parts, std::move(postprocess), writer);
}

TableSink::TableSink(const ResultParts& parts, Postprocess postprocess, raster::LayerWriter& writer)
    : parts_(parts), postprocess_(std::move(postprocess)), writer_(writer) {}

OutputPart TableSink::part_of(std::size_t index) const { return side_by_side(parts_.tiles, index); }

/// Its place, and where it is among the tiles.
raster::Feature TableSink::row_of(std::size_t index) const {
  const SceneTiles& tiles = parts_.tiles;
  const auto left = static_cast<double>(tiles.column(index).output_begin);
  const auto right = static_cast<double>(tiles.column(index).output_end);
  const auto top = static_cast<double>(tiles.row(index).output_begin);
  const auto bottom = static_cast<double>(tiles.row(index).output_end);
  raster::Feature feature;
  feature.rings = {{{left, top}, {left, bottom}, {right, bottom}, {right, top}}};
  feature.values = {static_cast<std::int64_t>(index % tiles.across()),
                    static_cast<std::int64_t>(index / tiles.across())};
  return feature;
}

void TableSink::add_class(std::span<const std::byte> pixels, Values& values) const {
  std::uint16_t value = 0;
  if (postprocess_.type() == raster::PixelType::kUInt8) {
    value = static_cast<std::uint8_t>(pixels.front());
  } else {
    std::memcpy(&value, pixels.data(), sizeof value);
  }
  const OutputPlan& output = parts_.plan.output;
  const auto one = std::ranges::find(output.classes, value, &ClassPlan::value);
  if (one == output.classes.end()) {
    const bool is_nodata = value == output.nodata;
    values.emplace_back();
    if (!is_nodata) values.back() = static_cast<std::int64_t>(value);
    values.emplace_back();
    return;
  }
  values.emplace_back(one->value);
  values.emplace_back(one->name);
}

base::Result<void> TableSink::add_results(TileOutput& output, Values& values) const {
  Scores scores;
  STACMLM_CHECK(postprocess_.take(output.tensors.front(), kOnePixel, scores));
  std::vector<std::byte> pixels;
  postprocess_.finish(scores, {}, pixels);
  const std::size_t columns = parts_.plan.output.columns.size();
  if (has_classes(parts_.plan.output.row_kind)) add_class(pixels, values);
  for (const float score : scores.values) {
    if (values.size() < columns) values.emplace_back(static_cast<double>(score));
  }
  return {};
}

base::Result<void> TableSink::add(std::size_t index, TileOutput* output) {
  raster::Feature feature = row_of(index);
  if (output == nullptr) {
    feature.values.emplace_back(1.0);
  } else {
    const auto missing = std::ranges::count(output->valid, std::uint8_t{0});
    feature.values.emplace_back(static_cast<double>(missing) /
                                static_cast<double>(output->valid.size()));
    STACMLM_CHECK(add_results(*output, feature.values));
  }
  feature.values.resize(parts_.plan.output.columns.size());
  return in_turn_.add(index, std::move(feature), [this](std::size_t, const raster::Feature& next) {
    return writer_.add(next);
  });
}

}  // namespace stacmlm::run

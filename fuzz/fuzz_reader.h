// SPDX-License-Identifier: Apache-2.0
// What every target of a reader of model files demands of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "artifact/archive/archive.h"
#include "artifact/collector.h"
#include "artifact/format/format_reader.h"
#include "require.h"
#include "stacmlm/artifact/model_json.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::artifact {

/// Reads any bytes as a file of that format. Small limits, so that what they guard is reached.
inline int fuzz_reader(const FormatReader& reader, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto source = source_of(bytes, "model");
  ModelFile model;
  Collector collector(model,
                      {.weights = 10000, .kept_bytes = 16U << 20U, .header_bytes = 8U << 20U});
  Probe probe{*source, bytes.substr(0, 4096)};
  std::optional<Archive> archive;
  if (Archive::looks_like(bytes)) {
    if (auto opened = Archive::open(*source, 1U << 20U)) {
      archive.emplace(*std::move(opened));
      probe.archive = &*archive;
      require(archive->check(collector).has_value(), "bytes in memory can be read");
    }
  }
  if (!reader.looks_like(probe)) return 0;
  const auto read = reader.read(probe, collector);
  if (!read) {
    require(read.error().kind != base::ErrorKind::kIo, "nothing is read beyond the end");
    collector.danger(DangerKind::kNotAnalysed, "", "could not be read to its end");
  }
  collector.finish();
  for (const Danger& danger : model.danger) require(!danger.what.empty(), "a danger is named");
  json::Document said;
  const auto fault =
      json::Parser().parse(json::Text::copy_of(model_json(model, {.weights = true})), said);
  require(!fault && said.notes().empty(), "what is said of it is JSON");
  return 0;
}

}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/inspect.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "artifact/archive/archive.h"
#include "artifact/collector.h"
#include "artifact/format/disguise.h"
#include "artifact/format/formats.h"

namespace stacmlm::artifact {
namespace {

const FormatReader* find_reader(const Probe& probe) {
  for (const FormatReader* reader : format_readers()) {
    if (reader->looks_like(probe)) return reader;
  }
  return nullptr;
}

/// Reads with the reader of the format. An Error that is about the content is kept as the fault.
base::Result<void> read_with(const FormatReader& reader, const Probe& probe, Collector& collector) {
  ModelFile& model = collector.model();
  model.format = reader.facts.name;
  model.framework = reader.facts.framework;
  if (reader.read == nullptr) {
    collector.danger(DangerKind::kNotAnalysed, "",
                     fmt::format("{}: recognised, and not read", reader.facts.title));
    return {};
  }
  STACMLM_CHECK(find_disguises(probe, reader, collector));
  const base::Result<void> read = reader.read(probe, collector);
  if (read) return {};
  if (!is_about_content(read.error())) return read;
  model.fault = read.error().message;
  collector.danger(DangerKind::kNotAnalysed, "", "could not be read to its end");
  return {};
}

}  // namespace

base::Result<ModelFile> inspect(const Source& source, const InspectLimits& limits) {
  ModelFile model;
  model.format = kUnknownFormat;
  model.file_bytes = source.size();
  Collector collector(model, limits);
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), 4096)), '\0');
  STACMLM_CHECK(source.read(0, head));
  Probe probe{source, head};
  std::optional<Archive> archive;
  if (Archive::looks_like(head)) {
    auto opened = Archive::open(source, limits.kept_bytes / 4);
    if (opened) {
      archive.emplace(*std::move(opened));
      probe.archive = &*archive;
      STACMLM_CHECK(archive->check(collector));
    } else if (is_about_content(opened.error())) {
      model.fault = opened.error().message;
    } else {
      return tl::unexpected(opened.error());
    }
  }
  if (const FormatReader* reader = find_reader(probe)) {
    STACMLM_CHECK(read_with(*reader, probe, collector));
  } else {
    collector.danger(DangerKind::kNotAnalysed, "", "no known model format");
  }
  collector.finish();
  return model;
}

bool was_read(const ModelFile& model) {
  const Format* format = find_format(model.format);
  return format != nullptr && format->is_read && model.fault.empty();
}

}  // namespace stacmlm::artifact

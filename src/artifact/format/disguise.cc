// SPDX-License-Identifier: Apache-2.0
#include "artifact/format/disguise.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "artifact/archive/directory.h"
#include "artifact/bytes/byte_reader.h"
#include "artifact/hdf5/file.h"
#include "artifact/pickle/machine.h"
#include "artifact/pickle/pickle.h"
#include "artifact/torch/torch.h"

namespace stacmlm::artifact {
namespace {

/// True if the name of the file ends as those of the format do: then a loader of that format takes
/// it.
bool is_named_so(const Source& source, std::string_view extensions) {
  std::string name(source.name());
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  while (!extensions.empty()) {
    const std::string_view extension = extensions.substr(0, extensions.find(' '));
    if (name.ends_with(extension)) return true;
    extensions.remove_prefix(std::min(extension.size() + 1, extensions.size()));
  }
  return false;
}

/// True if an unpickler gets from the first byte to a name, or to an end. What it refuses at once
/// is no pickle; what only this machine refuses may be one.
base::Result<bool> unpickles(const Source& source, std::string_view head) {
  constexpr std::string_view kTextLines = "VSIL";  // of any length to Python
  ByteReader reader(source);
  pickle::Stream stream;
  const auto read = pickle::read_stream(reader, {}, stream);
  if (read || !stream.values.globals().empty()) return true;
  if (!is_about_content(read.error())) return tl::unexpected(read.error());
  const bool is_begun = stream.operations > 0;
  switch (read.error().kind) {
    case base::ErrorKind::kUnsupported:
      return is_begun;
    case base::ErrorKind::kLimitExceeded:
      return is_begun || kTextLines.find(head[0]) != std::string_view::npos;
    default:
      return false;
  }
}

bool is_pickled(const FormatReader& reader) {
  return &reader == &kPickle || &reader == &kJoblib || &reader == &kTorchLegacy;
}

}  // namespace

base::Result<void> find_disguises(const Probe& probe, const FormatReader& reader,
                                  Collector& collector) {
  const auto tell = [&](std::string_view what) {
    collector.danger(DangerKind::kNotAnalysed, "", what);
  };
  if (probe.head.empty()) return {};
  if (pickle::looks_like_tar(probe.head))
    tell("is a tar archive as well, and torch.load tries that first");
  const bool is_archive = Archive::looks_like(probe.head);
  if (!is_pickled(reader) && !is_archive) {
    STACMLM_TRY(const bool is_pickle, unpickles(probe.source, probe.head));
    if (is_pickle) tell("is a pickle as well, which loading it as one would run");
    if (kJoblib.looks_like(probe)) tell("is a packed pickle as well");
  }
  if (is_named_so(probe.source, reader.facts.extensions)) return {};
  if (!is_archive) {
    STACMLM_TRY(const bool has_archive, has_end_record(probe.source));
    if (has_archive) tell("is a zip archive as well: it ends as one");
  }
  if (!hdf5::looks_like(probe.head)) {
    STACMLM_TRY(const bool has_hdf5, hdf5::has_superblock(probe.source));
    if (has_hdf5) tell("is an HDF5 file as well, behind what stands before it");
  }
  return {};
}

}  // namespace stacmlm::artifact

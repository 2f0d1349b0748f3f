// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/export.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/export/formats.h"

namespace stacmlm::author {
namespace {

std::span<const Exporter* const> exporters() {
  static constexpr const Exporter* kExporters[] = {&kTriton, &kMlflow, &kDeepness, &kEmd};
  return kExporters;
}

const Exporter* exporter_named(std::string_view name) {
  for (const Exporter* exporter : exporters()) {
    if (exporter->format.name == name) return exporter;
  }
  return nullptr;
}

/// Every `mlm:` member has a note, unless it was carried over.
void leave_rest(const Subject& subject, const Exporter& exporter, Notes& notes) {
  for (const json::Value member : subject.properties.members()) {
    const bool is_overridden = subject.asset.find(member.key()).exists();
    if (member.key().starts_with("mlm:") && !is_overridden)
      notes.leave_rest(member, exporter.why_left);
  }
  for (const json::Value member : subject.asset.members()) {
    if (member.key().starts_with("mlm:")) notes.leave_rest(member, exporter.why_left);
  }
}

}  // namespace

std::span<const ExportFormat> export_formats() {
  static const std::vector<ExportFormat> formats = [] {
    std::vector<ExportFormat> all;
    for (const Exporter* exporter : exporters()) all.push_back(exporter->format);
    return all;
  }();
  return formats;
}

bool Export::is_complete() const {
  return std::ranges::none_of(notes, [](const ExportNote& note) { return note.is_needed; });
}

base::Result<Export> export_model(json::Value item, std::string_view format,
                                  const ExportOptions& options) {
  const Exporter* exporter = exporter_named(format);
  if (exporter == nullptr) {
    return base::fail(base::ErrorKind::kInvalidArgument, fmt::format("no format `{}`", format));
  }
  STACMLM_TRY(const Subject subject, read_subject(item, options, exporter->loads));
  Notes notes;
  Export done;
  done.files = exporter->write(subject, notes);
  leave_rest(subject, *exporter, notes);
  done.notes = notes.take();
  return done;
}

}  // namespace stacmlm::author

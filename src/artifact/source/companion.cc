// SPDX-License-Identifier: Apache-2.0
#include "artifact/source/companion.h"

namespace stacmlm::artifact {

namespace {

void cannot_be_read(std::string_view name, const base::Error& error, Collector& collector) {
  collector.danger(DangerKind::kNotAnalysed, name, "cannot be read: " + error.message);
}

}  // namespace

std::unique_ptr<Source> open_companion(const Source& model, std::string_view name,
                                       std::string_view when_missing, Collector& collector) {
  auto file = model.beside(name);
  if (file) return *std::move(file);
  if (file.error().kind == base::ErrorKind::kInvalidArgument) {
    collector.danger(DangerKind::kOutsidePath, name, file.error().message);
  } else if (file.error().kind != base::ErrorKind::kNotFound) {
    cannot_be_read(name, file.error(), collector);
  } else if (!when_missing.empty()) {
    collector.danger(DangerKind::kNotAnalysed, name, when_missing);
  }
  return nullptr;
}

base::Result<void> read_of_companion(base::Result<void> read, std::string_view name,
                                     Collector& collector) {
  if (read || is_about_content(read.error())) return read;
  cannot_be_read(name, read.error(), collector);
  return {};
}

}  // namespace stacmlm::artifact

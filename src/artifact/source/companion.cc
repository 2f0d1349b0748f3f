// SPDX-License-Identifier: Apache-2.0
#include "artifact/source/companion.h"

namespace stacmlm::artifact {

base::Result<std::unique_ptr<Source>> open_companion(const Source& model, std::string_view name,
                                                     std::string_view when_missing,
                                                     Collector& collector) {
  auto file = model.beside(name);
  if (file) return file;
  if (file.error().kind == base::ErrorKind::kInvalidArgument) {
    collector.danger(DangerKind::kOutsidePath, name, file.error().message);
  } else if (file.error().kind != base::ErrorKind::kNotFound) {
    return file;
  } else if (!when_missing.empty()) {
    collector.danger(DangerKind::kNotAnalysed, name, when_missing);
  }
  return nullptr;
}

}  // namespace stacmlm::artifact

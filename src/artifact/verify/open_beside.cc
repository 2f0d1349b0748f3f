// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "rules/nearest.h"
#include "rules/tree/local_file.h"
#include "stacmlm/artifact/verify.h"

namespace stacmlm::artifact {

Opener open_beside(std::string document_path) {
  return [path = std::move(document_path)](std::string_view href) -> base::Result<OpenedFile> {
    const auto file = rules::local_file(path, href);
    if (!file) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("{} is not on this machine", rules::shown(href)));
    }
    STACMLM_TRY(auto source, open_source(file->path));
    std::error_code none;
    return OpenedFile{std::move(source), false, std::filesystem::is_directory(file->path, none)};
  };
}

}  // namespace stacmlm::artifact

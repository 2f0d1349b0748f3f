// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/runtime.h"

#include <fmt/format.h>

#include "run/runtime_kinds.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run {

std::vector<std::string_view> Runtime::formats() const { return runnable_formats(name()); }

base::Result<std::unique_ptr<Model>> Runtime::load(const std::string& path,
                                                   const LoadOptions& options) const {
  STACMLM_TRY(const auto source, artifact::open_source(path));
  STACMLM_TRY(const artifact::ModelFile file, artifact::inspect(*source));
  const RuntimeKind* kind = find_runtime(name());
  if (kind == nullptr || !kind->runs(file.format, true)) {
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format("{}: {} does not run files of the format {}", path, name(), file.format));
  }
  if (!file.fault.empty())
    return base::fail(base::ErrorKind::kInvalidDocument, fmt::format("{}: {}", path, file.fault));
  if (file.verdict != artifact::Verdict::kDataOnly) {
    std::string why(artifact::name_of(file.verdict));
    if (!file.danger.empty()) {
      const artifact::Danger& first = file.danger.front();
      why = first.where.empty() ? first.what : first.where + ": " + first.what;
    }
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}: not run, it is not data alone: {}", path, why));
  }
  return load_checked(path, file, options);
}

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/schema_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace stacmlm::rules {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;

base::Result<std::string> read_file(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return base::fail(ErrorKind::kIo, path.string() + ": " + error.message());
  if (size > SchemaFiles::kMaxBytes) {
    return base::fail(ErrorKind::kLimitExceeded,
                      fmt::format("{}: a schema of {} bytes, {} are allowed", path.string(), size,
                                  SchemaFiles::kMaxBytes));
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text(size, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(size));
  if (!stream) return base::fail(ErrorKind::kIo, path.string() + ": cannot be read");
  return text;
}

}  // namespace

base::Result<std::optional<std::string>> SchemaFiles::read(const SchemaUrl& url) const {
  if (!options_.directory.empty()) {
    const fs::path path = fs::path(options_.directory) / (url.host + url.path);
    std::error_code error;
    if (fs::is_regular_file(path, error)) {
      STACMLM_TRY(std::string text, read_file(path));
      return text;
    }
  }
  if (options_.fetcher == nullptr) return std::nullopt;
  auto body = options_.fetcher->fetch(url.text(), kMaxBytes);
  if (!body) {
    if (body.error().kind == ErrorKind::kUnsupported) return std::nullopt;
    return tl::unexpected(std::move(body).error().during("fetching " + url.text()));
  }
  return *std::move(body);
}

}  // namespace stacmlm::rules

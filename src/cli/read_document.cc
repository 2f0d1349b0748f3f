// SPDX-License-Identifier: Apache-2.0
#include "cli/read_document.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/file_text.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {

base::Result<void> read_json(const std::string& path, json::Document& document) {
  const json::ParseLimits limits;
  auto file = read_text(path, limits.bytes);
  if (!file) return tl::unexpected(std::move(file).error().during(path));
  if (!file->text) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: larger than {} bytes", path, limits.bytes));
  }
  if (auto fault = json::Parser(limits).parse(*std::move(file->text), document)) {
    const base::SourceSpan at =
        json::LineIndex(document.text()).span(fault->offset, fault->offset + 1);
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}:{}:{}: {}", path, at.line, at.column, fault->message));
  }
  return {};
}

std::string place_of_document(const std::string& path) {
  std::error_code none;
  const auto type = std::filesystem::status(path, none).type();
  using std::filesystem::file_type;
  return type == file_type::fifo || type == file_type::character || type == file_type::socket
             ? "-"
             : path;
}

base::Result<void> read_document(const std::string& path, json::Document& document) {
  if (auto read = read_json(path, document); !read) return read;
  if (!document.root().find("type").is_string()) {
    return base::fail(base::ErrorKind::kInvalidDocument, path + ": no STAC document");
  }
  return {};
}

}  // namespace stacmlm::cli

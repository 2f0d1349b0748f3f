// SPDX-License-Identifier: Apache-2.0
#include "cli/baseline.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/file_text.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

constexpr double kReportVersion = 1;

std::string entry(std::string_view path, std::string_view code, std::string_view pointer) {
  const std::string normal = std::filesystem::path(path).lexically_normal().string();
  return fmt::format("{}\n{}\n{}", normal, code, pointer);
}

std::string_view text_of(json::Value object, std::string_view key) {
  const json::Value value = object.find(key);
  return value.is_string() ? value.string() : std::string_view();
}

tl::unexpected<base::Error> unfit(const std::string& path, std::string_view why) {
  return base::fail(
      base::ErrorKind::kInvalidDocument,
      fmt::format("{}: {}; write one with `mlm validate --format json --output FILE`", path, why));
}

}  // namespace

base::Result<void> Baseline::add(const std::string& path) {
  auto file = read_text(path, json::ParseLimits{}.bytes);
  if (!file) return tl::unexpected(std::move(file).error().during(path));
  if (!file->text) return unfit(path, "too large");
  json::Parser parser;
  json::Document document;
  if (auto fault = parser.parse(*std::move(file->text), document))
    return unfit(path, fault->message);
  const json::Value version = document.root().find("report_version");
  const json::Value documents = document.root().find("documents");
  if (!version.is_number() || !documents.is_array()) return unfit(path, "no json report");
  if (version.number() != kReportVersion) {
    return unfit(path, fmt::format("report version {}", version.raw()));
  }
  for (const json::Value report : documents.elements()) {
    for (const json::Value finding : report.find("findings").elements()) {
      known_.insert(
          entry(text_of(report, "path"), text_of(finding, "code"), text_of(finding, "pointer")));
    }
  }
  return {};
}

bool Baseline::knows(std::string_view path, std::string_view code, std::string_view pointer) const {
  return !known_.empty() && known_.contains(entry(path, code, pointer));
}

}  // namespace stacmlm::cli

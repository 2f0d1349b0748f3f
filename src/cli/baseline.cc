// SPDX-License-Identifier: Apache-2.0
#include "cli/baseline.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/file_text.h"
#include "diag/json_document.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

std::string entry(std::string_view path, std::string_view code, std::string_view pointer) {
  const std::string normal = std::filesystem::path(path).lexically_normal().string();
  return fmt::format("{}\n{}\n{}", normal, code, pointer);
}

// Takes a report apart and keeps the first thing that is wrong with it: a baseline of which a part
// is passed over in silence would let findings fail that it knows.
class Reader {
 public:
  Reader(const std::string& path, const json::Document& document)
      : path_(path), document_(document) {}

  void read(std::unordered_set<std::string>& known) {
    const json::Value report = document_.root();
    if (!report.find("report_version").exists()) return wrong(report, "no json report");
    const json::Value version = member(report, "report_version", json::Kind::kNumber);
    if (version.exists() && version.number() != diag::kReportVersion) {
      wrong(version, fmt::format("report version {}", version.raw()));
    }
    for (const json::Value each : member(report, "documents", json::Kind::kArray).elements()) {
      const json::Value path = member(each, "path", json::Kind::kString);
      for (const json::Value finding : member(each, "findings", json::Kind::kArray).elements()) {
        const json::Value code = member(finding, "code", json::Kind::kString);
        const json::Value pointer = member(finding, "pointer", json::Kind::kString);
        if (!fault.empty()) return;
        known.insert(entry(path.string(), code.string(), pointer.string()));
      }
      if (!fault.empty()) return;
    }
  }
  void wrong(std::uint32_t offset, std::string_view why) {
    if (!fault.empty()) return;
    const base::SourceSpan at = json::LineIndex(document_.text()).span(offset, offset + 1);
    fault = fmt::format("{}:{}:{}: {}; write one with `mlm validate --format json --output FILE`",
                        path_, at.line, at.column, why);
  }

  std::string fault;

 private:
  void wrong(json::Value place, std::string_view why) { wrong(place.node().begin, why); }

  // The member of a report's object, or nothing and a fault.
  json::Value member(json::Value object, std::string_view key, json::Kind kind) {
    if (!fault.empty()) return {};
    const json::Value value = object.find(key);
    if (value.is(kind)) return value;
    if (!object.is_object()) {
      wrong(object, fmt::format("{} where a report has an object", name_of(object.kind())));
    } else if (!value.exists()) {
      wrong(object, fmt::format("`{}` is missing", key));
    } else {
      wrong(value, fmt::format("`{}` is {}, not {}", key, name_of(value.kind()), name_of(kind)));
    }
    return {};
  }

  const std::string& path_;
  const json::Document& document_;
};

}  // namespace

base::Result<void> Baseline::add(const std::string& path) {
  const json::ParseLimits limits;
  auto file = read_text(path, limits.bytes);
  if (!file) return tl::unexpected(std::move(file).error().during(path));
  if (!file->text) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: larger than {} bytes", path, limits.bytes));
  }
  json::Document document;
  const auto broken = json::Parser(limits).parse(*std::move(file->text), document);
  Reader reader(path, document);
  if (broken) {
    reader.wrong(broken->offset, broken->message);
  } else {
    reader.read(known_);
  }
  if (reader.fault.empty()) return {};
  return base::fail(base::ErrorKind::kInvalidDocument, std::move(reader.fault));
}

bool Baseline::knows(std::string_view path, std::string_view code, std::string_view pointer) const {
  return !known_.empty() && known_.contains(entry(path, code, pointer));
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/byte_stream.h"

namespace stacmlm::cli {

Worker::Worker(const rules::CheckOptions& options) : options_(options), checker_(options) {}

std::vector<diag::DocumentReport> Worker::work(Job job) {
  std::vector<diag::DocumentReport> reports;
  if (const auto* inputs = std::get_if<std::vector<Input>>(&job)) {
    for (const Input& input : *inputs) reports.push_back(file(input));
  } else if (const auto* some = std::get_if<Lines>(&job)) {
    lines(*some, reports);
  } else {
    const Piped& piped = std::get<Piped>(job);
    reports.push_back(piped.text.size() > options_.limits.bytes
                          ? too_large(piped.path, piped.text.size())
                          : checker_.check(json::Text::copy_of(piped.text), piped.path));
  }
  return reports;
}

diag::DocumentReport Worker::file(const Input& input) {
  if (!input.error.empty()) return failed(input.path, input.error);
  auto stream = ByteStream::open(input.path);
  if (!stream) return failed(input.path, stream.error().message);
  if (stream->size() > options_.limits.bytes) return too_large(input.path, stream->size());
  for (;;) {
    const auto more = stream->read_more();
    if (!more) return failed(input.path, more.error().message);
    if (!*more) break;
    if (stream->buffer().size() > options_.limits.bytes) {
      return too_large(input.path, stream->buffer().size());
    }
  }
  return checker_.check(json::Text::copy_of(stream->buffer()), input.path);
}

void Worker::lines(const Lines& lines, std::vector<diag::DocumentReport>& reports) {
  std::size_t number = lines.block.first_line;
  if (lines.block.oversized > 0) {
    reports.push_back(too_large(fmt::format("{}:{}", lines.path, number), lines.block.oversized));
    return;
  }
  std::string_view rest = lines.block.lines;
  for (; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    reports.push_back(
        checker_.check(json::Text::copy_of(line), fmt::format("{}:{}", lines.path, number)));
  }
}

diag::DocumentReport Worker::failed(const std::string& path, std::string why) const {
  diag::DocumentReport report;
  report.path = path;
  report.profile = options_.profile == rules::Profile::kPublished ? "published" : "documented";
  report.error = std::move(why);
  return report;
}

diag::DocumentReport Worker::too_large(const std::string& path, std::size_t bytes) const {
  diag::DocumentReport report = failed(path, "");
  report.valid = false;
  diag::Diagnostic finding;
  finding.code = rules::find_rule("too-large")->code;
  finding.severity = diag::Severity::kError;
  finding.message = fmt::format("{} bytes or more, the limit is {}", bytes, options_.limits.bytes);
  finding.span = {0, 0, 1, 1, 1, 1};
  report.findings.push_back(std::move(finding));
  return report;
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/jobs.h"
#include "cli/status.h"
#include "cli/worker.h"
#include "stacmlm/base/version.h"
#include "stacmlm/diag/renderer.h"

namespace stacmlm::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string profile = "documented";
  std::string format = "text";
  std::string only;
  std::string output = "-";
};

int validate(const Options& options) {
  if (!options.only.empty()) {
    if (const auto known = rules::check_only(options.only); !known) {
      fmt::print(stderr, "mlm: --only: {}\n", known.error().message);
      return status::kNotDone;
    }
  }
  std::FILE* out = options.output == "-" ? stdout : std::fopen(options.output.c_str(), "we");
  if (out == nullptr) {
    fmt::print(stderr, "mlm: cannot write {}\n", options.output);
    return status::kNotDone;
  }
  diag::RenderOptions render_options;
  render_options.tool_version = base::kVersion;
  for (const rules::Rule* rule : rules::all_rules()) {
    render_options.rules.push_back({rule->code, rule->slug, rule->summary});
  }
  const auto write = [out](std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), out);
  };
  const auto renderer = diag::make_renderer(options.format, std::move(render_options), write);

  rules::CheckOptions check_options;
  check_options.only = options.only;
  if (options.profile == "published") check_options.profile = rules::Profile::kPublished;
  Worker worker(check_options);
  std::size_t at = 0;
  JobReader jobs(
      [&]() -> std::optional<Input> {
        if (at == options.paths.size()) return std::nullopt;
        return Input{options.paths[at++]};
      },
      check_options.limits.bytes);

  diag::Summary summary;
  (*renderer)->begin();
  while (auto job = jobs.next()) {
    for (const diag::DocumentReport& report : worker.work(*std::move(job))) {
      (*renderer)->document(report);
      summary.add(report);
    }
    std::fflush(out);
  }
  (*renderer)->end(summary);
  if (std::fflush(out) != 0) return status::kNotDone;
  if (summary.failed > 0) return status::kNotDone;
  return summary.invalid > 0 ? status::kFindings : status::kClean;
}

}  // namespace

void add_validate(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("validate", "Check documents, NDJSON files or stdin");
  auto options = std::make_shared<Options>();
  command->add_option("PATH", options->paths, "files; - is stdin")->required();
  command->add_option("--profile", options->profile, "published or documented")
      ->check(CLI::IsMember({"published", "documented"}));
  const auto& formats = diag::renderer_formats();
  command->add_option("--format", options->format, "form of the report")
      ->check(CLI::IsMember(std::vector<std::string>(formats.begin(), formats.end())));
  command->add_option("--only", options->only, "the verdict of one schema: NAME@VERSION");
  command->add_option("--output", options->output, "write the report to a file");
  command->callback([options, &status] { status = validate(*options); });
}

}  // namespace stacmlm::cli

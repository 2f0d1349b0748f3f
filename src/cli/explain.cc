// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "cli/code_list.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/pages.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::cli {
namespace {

struct Options {
  std::string rule;
  std::string format = "text";
  std::string output = "-";
};

std::string_view page_of(const rules::Rule& rule) {
  const std::string name = fmt::format("{}-{}", rule.code, rule.slug);
  const auto found = std::ranges::find(pages(), name, &Page::name);
  return found == pages().end() ? "" : found->text;
}

std::string_view severity_word(std::optional<diag::Severity> severity) {
  return severity ? diag::name_of(*severity) : "-";
}

std::string severity_json(std::optional<diag::Severity> severity) {
  return severity ? json::quote(diag::name_of(*severity)) : "null";
}

std::string rule_json(const rules::Rule& rule, bool with_page) {
  std::string out = fmt::format(
      "{{\"code\": {}, \"slug\": {}, \"summary\": {}, \"severity\": {{\"published\": {}, "
      "\"documented\": {}}}",
      json::quote(rule.code), json::quote(rule.slug), json::quote(rule.summary),
      severity_json(rule.severities.published), severity_json(rule.severities.documented));
  if (!rule.spec.empty()) out += fmt::format(", \"spec\": {}", json::quote(spec_url(rule)));
  if (with_page) out += fmt::format(", \"page\": {}", json::quote(page_of(rule)));
  return out + "}";
}

std::string list_text() {
  std::size_t width = 0;
  for (const rules::Rule* rule : rules::all_rules()) width = std::max(width, rule->slug.size());
  std::string out = fmt::format("{:8} {:{}}  {:10} {:10}  {}\n", "code", "slug", width, "published",
                                "documented", "what it finds");
  for (const rules::Rule* rule : rules::all_rules()) {
    out += fmt::format("{:8} {:{}}  {:10} {:10}  {}\n", rule->code, rule->slug, width,
                       severity_word(rule->severities.published),
                       severity_word(rule->severities.documented), rule->summary);
  }
  return out;
}

std::string list_json() {
  std::string out = "[";
  for (const rules::Rule* rule : rules::all_rules()) {
    out += fmt::format("{}\n{}", out.size() > 1 ? "," : "", rule_json(*rule, false));
  }
  return out + "\n]\n";
}

std::string rule_text(const rules::Rule& rule) {
  if (const std::string_view page = page_of(rule); !page.empty()) return std::string(page);
  return fmt::format("# {} {}\n\n{} ({} in the profile published, {} in documented)\n", rule.code,
                     rule.slug, rule.summary, severity_word(rule.severities.published),
                     severity_word(rule.severities.documented));
}

int explain(const Options& options) {
  const bool is_json = options.format == "json";
  if (options.rule.empty()) return print_to(options.output, is_json ? list_json() : list_text());
  const auto rule = rule_named(options.rule);
  if (!rule) {
    complain(rule.error().message);
    return status::kNotDone;
  }
  return print_to(options.output, is_json ? rule_json(**rule, true) + "\n" : rule_text(**rule));
}

}  // namespace

void add_explain(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("explain", "Explain a rule, or list all of them");
  auto options = std::make_shared<Options>();
  command->add_option("CODE", options->rule, "code or slug of a rule");
  command->add_option("--format", options->format, "form of the answer (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--output,-o", options->output, "write the answer to a file")
      ->type_name("FILE");
  command->footer("Example: mlm explain duplicate-key");
  command->callback([options, &status] { status = explain(*options); });
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "cli/collection/collection_run.h"
#include "cli/commands.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::cli {
namespace {

struct Options {
  CollectionRun run;
  std::string mlm{mlm::name_of(mlm::kNewestPublished)};
};

base::Result<void> wrong_use(std::string why) {
  return base::fail(base::ErrorKind::kInvalidArgument, std::move(why));
}

/// What is no UTF-8 would be written as something else.
bool is_text(const std::string& text) {
  json::Document document;
  return !json::Parser().parse(json::Text::copy_of(json::quote(text)), document) &&
         document.root().equals(text);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// A URL that paths can be put behind: no query, and nothing that a URI has to encode.
bool is_web_address(std::string_view text) {
  const std::string_view scheme = text.starts_with("https://") ? "https://" : "http://";
  if (!text.starts_with(scheme)) return false;
  text.remove_prefix(scheme.size());
  const bool has_host = !text.empty() && text.front() != '/';
  return has_host && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("-._~:/[]@!$&()*+,;=%").find(c) != std::string_view::npos;
         });
}

base::Result<void> understand(Options& options) {
  CollectionRun& run = options.run;
  for (int i = 0; i <= ordinal(mlm::kNewest); ++i) {
    const auto version = static_cast<mlm::Version>(i);
    if (mlm::name_of(version) == options.mlm) run.words.mlm = version;
  }
  if (run.paths.empty() && run.refresh.empty())
    return wrong_use("no Items: name files or folders, or a Collection with --refresh");
  if (run.refresh.empty() && run.words.id.empty()) return wrong_use("a new Collection needs --id");
  if (std::ranges::count(run.paths, "-") > 0 || run.refresh == "-")
    return wrong_use("Items and Collections have places, and stdin has none");
  const bool has_file =
      (!run.output.empty() && run.output != "-") || (run.output.empty() && !run.refresh.empty());
  if ((run.catalog || run.link_items) && !has_file)
    return wrong_use("--catalog and --link-items need a file for the Collection: --output FILE");
  if (run.check && run.refresh.empty()) return wrong_use("--check needs --refresh FILE");
  if (std::ranges::any_of(run.words.id, is_control))
    return wrong_use("--id takes no line breaks and no other control characters");
  if (!run.base.empty() && !is_web_address(run.base))
    return wrong_use("--absolute takes an address: https://example.org/models/");
  if (!run.base.empty() && !run.base.ends_with('/')) run.base += '/';
  for (const std::string* text :
       {&run.words.id, &run.words.title, &run.words.description, &run.words.license, &run.base}) {
    if (!is_text(*text)) return wrong_use("a text that is given is no UTF-8");
  }
  return {};
}

int collection(Options options) {
  if (const auto understood = understand(options); !understood) {
    complain(understood.error().message);
    return status::kNotDone;
  }
  return run_collection(std::move(options.run));
}

std::vector<std::string> mlm_versions() {
  std::vector<std::string> names;
  for (int i = 0; i <= ordinal(mlm::kNewest); ++i)
    names.emplace_back(mlm::name_of(static_cast<mlm::Version>(i)));
  return names;
}

}  // namespace

void add_collection(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand(
      "collection", "Build a Collection over Items, or bring one up to date");
  auto options = std::make_shared<Options>();
  CollectionRun& run = options->run;
  command->add_option("PATH", run.paths, "Items: files, folders, globs");
  command->add_option("--refresh", run.refresh, "bring this Collection up to date, in its place")
      ->type_name("FILE");
  command->add_option("--id", run.words.id, "id of the Collection")->type_name("ID");
  command->add_option("--title", run.words.title, "its title")->type_name("TEXT");
  command->add_option("--description", run.words.description, "its description")->type_name("TEXT");
  command->add_option("--license", run.words.license, "its licence (that of the Items)")
      ->type_name("ID");
  command->add_option("--mlm", options->mlm, "version of MLM of a new Collection (1.5.2)")
      ->type_name("VERSION")
      ->check(CLI::IsMember(mlm_versions()));
  command->add_option("--output,-o", run.output, "write the Collection to a file")
      ->type_name("FILE");
  command->add_flag("--catalog", run.catalog, "a root Catalog beside it too: catalog.json");
  command->add_flag("--link-items", run.link_items, "write the links to it into the Items");
  command->add_option("--absolute", run.base, "absolute links below this address")
      ->type_name("BASE");
  command->add_flag("--check", run.check, "tell what --refresh would change, with status 1");
  command->add_flag("--quiet,-q", run.quiet, "do not tell the changes");
  command->footer("Example: mlm collection models/ --id my-models -o models/collection.json");
  command->callback([options, &status] { status = collection(*options); });
}

}  // namespace stacmlm::cli

// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/schema.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::cli {
namespace {

struct Options {
  std::string mlm{mlm::name_of(mlm::kNewestPublished)};
  std::string only;
  std::string stac;
  std::string profile = "documented";
  std::string dialect;
  std::string format = "schema";
  std::string output = "-";
};

base::Result<std::string> written(const Options& options) {
  author::SchemaOptions how;
  how.profile =
      options.profile == "published" ? rules::Profile::kPublished : rules::Profile::kDocumented;
  const std::string name = options.only.empty() ? "mlm@" + options.mlm : options.only;
  if (options.format == "openapi") {
    if (!options.dialect.empty())
      return base::fail(base::ErrorKind::kInvalidArgument, "OpenAPI has a dialect of its own");
    if (!options.only.empty()) return author::write_openapi(name, how);
    return author::write_openapi_of_models(options.mlm,
                                           options.stac.empty() ? "1.1.0" : options.stac, how);
  }
  if (!options.stac.empty())
    return base::fail(base::ErrorKind::kInvalidArgument,
                      "--stac is for --format openapi; --only names a schema of core");
  how.dialect =
      options.dialect == "2020-12" ? author::Dialect::k2020_12 : author::Dialect::kDraft07;
  return author::write_schema(name, how);
}

int schema(const Options& options) {
  const auto text = written(options);
  if (!text) {
    complain(text.error().message);
    return status::kNotDone;
  }
  return print_to(options.output, *text);
}

std::vector<std::string> mlm_versions() {
  std::vector<std::string> names;
  for (int i = 0; i <= ordinal(mlm::Version::kV1_6_0); ++i)
    names.emplace_back(mlm::name_of(static_cast<mlm::Version>(i)));
  return names;
}

}  // namespace

void add_schema(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("schema", "Print the JSON Schema of what validate checks");
  auto options = std::make_shared<Options>();
  auto* version =
      command->add_option("--mlm", options->mlm, fmt::format("version of MLM ({})", options->mlm))
          ->type_name("VERSION")
          ->check(CLI::IsMember(mlm_versions()));
  command
      ->add_option("--only", options->only, "another schema: NAME@VERSION (item@1.0.0, eo@1.1.0)")
      ->excludes(version);
  command
      ->add_option("--profile", options->profile, "which truth: published or documented (default)")
      ->check(CLI::IsMember({"published", "documented"}));
  command->add_option("--dialect", options->dialect, "of JSON Schema (draft-07)")
      ->check(CLI::IsMember({"draft-07", "2020-12"}));
  command->add_option("--format", options->format, "a JSON Schema, or OpenAPI 3.1 components")
      ->check(CLI::IsMember({"schema", "openapi"}));
  command->add_option("--stac", options->stac, "version of STAC core in the components (1.1.0)")
      ->check(CLI::IsMember({"1.0.0", "1.1.0"}));
  command->add_option("--output,-o", options->output, "write it to a file")->type_name("FILE");
  command->footer("Example: mlm schema --mlm 1.5.2 --profile published --output mlm.schema.json");
  command->callback([options, &status] { status = schema(*options); });
}

}  // namespace stacmlm::cli

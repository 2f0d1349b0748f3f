// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/base/version.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::cli {
namespace {

struct Options {
  std::string format = "text";
  std::string output = "-";
};

std::string version_text(const Options& options) {
  const bool network = STACMLM_WITH_CURL != 0;
  const std::string_view oldest = mlm::name_of(mlm::Version::kV1_0_0);
  const std::string_view newest = mlm::name_of(mlm::kNewest);
  if (options.format == "json") {
    return fmt::format(
        "{{\"name\": \"mlm\", \"version\": \"{}\", \"mlm_versions\": {{\"oldest\": \"{}\", "
        "\"newest\": \"{}\"}}, \"network\": {}}}\n",
        base::kVersion, oldest, newest, network);
  }
  return fmt::format("mlm {}\nMLM {} to {}, ml-model 1.0.0; built {} --allow-network\n",
                     base::kVersion, oldest, newest, network ? "with" : "without");
}

}  // namespace

void add_version(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("version", "Say what this program is");
  auto options = std::make_shared<Options>();
  command->add_option("--format", options->format, "form of the answer (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--output,-o", options->output, "write the answer to a file")
      ->type_name("FILE");
  command->footer("Example: mlm version --format json");
  command->callback(
      [options, &status] { status = print_to(options->output, version_text(*options)); });
}

}  // namespace stacmlm::cli

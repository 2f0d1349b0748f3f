// SPDX-License-Identifier: Apache-2.0
// Any text as stac-mlm.toml: refused with a place, or used for a file as `mlm validate` does.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/config.h"
#include "cli/policy.h"
#include "require.h"

namespace stacmlm::cli {
namespace {

constexpr std::string_view kName = "models/stac-mlm.toml";

void use(const Config& config) {
  const Policy none;
  const FilePolicy policy(none, &config, "models/a/item.json");
  diag::DocumentReport report;
  report.path = "models/a/item.json";
  for (const rules::Rule* rule : rules::all_rules()) {
    diag::Diagnostic finding;
    finding.code = rule->code;
    finding.pointer = "/properties/id";
    std::vector<const Silence*> used;
    const auto shown = policy.shown(report, finding, &used);
    require(used.empty() || !shown, "what is silenced is not shown");
    if (config.ignore.has(rule_index(rule->code))) require(!shown, "what is ignored is not shown");
  }
}

void check(std::string_view text) {
  const auto config = read_config_text(text, std::string(kName));
  if (config) return use(*config);
  const std::string& message = config.error().message;
  require(message.starts_with(kName), "a fault names its file");
  require(message.size() > kName.size() + 1 && message[kName.size() + 1] >= '1' &&
              message[kName.size() + 1] <= '9',
          "a fault has a line");
}

}  // namespace
}  // namespace stacmlm::cli

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  stacmlm::cli::check({reinterpret_cast<const char*>(data), size});
  return 0;
}

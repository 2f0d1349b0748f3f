// SPDX-License-Identifier: Apache-2.0
// Any text as a Compose file (or an Item): checked, and what may be run of it holds nothing else.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "stacmlm/compose/check.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::compose {
namespace {

/// Members that a run must never have, whatever their value is.
constexpr std::string_view kNever[] = {
    "privileged", "pid",      "ipc",          "uts",           "userns_mode",
    "cap_add",    "devices",  "volumes_from", "env_file",      "extends",
    "secrets",    "build",    "ports",        "cgroup_parent", "provider",
    "post_start", "external", "driver_opts",  "use_api_socket"};

/// A `$` is doubled, or begins one of the two variables.
void check_dollars(std::string_view text) {
  while (!text.empty()) {
    text.remove_prefix(std::min(text.find('$'), text.size()));
    if (text.empty()) return;
    bool is_known = false;
    for (const std::string_view known : {"$$", "${INPUT_DATA}", "${OUTPUT_DATA}"}) {
      if (is_known || !text.starts_with(known)) continue;
      text.remove_prefix(known.size());
      is_known = true;
    }
    require(is_known, "no variable but the two is left");
  }
}

/// No character of which an engine makes more than a path.
bool is_path(json::Value target) {
  return target.is_string() && target.string().starts_with('/') &&
         target.string().find_first_of(",:=;$\"'\\ \n") == std::string_view::npos;
}

void check_mount(json::Value mount) {
  if (mount.is_string()) return require(is_path(mount), "a volume without a name is a path");
  const json::Value type = mount.find("type");
  const json::Value source = mount.find("source");
  require(is_path(mount.find("target")), "a mount has a target");
  if (!type.equals("bind")) {
    require(type.equals("volume") || type.equals("tmpfs"), "a mount has a known type");
    require(!source.exists() || source.string().find_first_of("/\\~$:") == std::string_view::npos,
            "a volume has a name");
    return;
  }
  require(source.equals("${INPUT_DATA}") || source.equals("${OUTPUT_DATA}"), "a folder of the run");
  require(source.equals("${OUTPUT_DATA}") || mount.find("read_only").exists(),
          "input is read only");
}

void check_plan(const Plan& plan) {
  json::Document document;
  require(!json::Parser().parse(json::Text::copy_of(plan.document), document), "a plan is JSON");
  for (std::uint32_t i = 0; i < document.node_count(); ++i) {
    const json::Value value = document.value_at(i);
    if (value.is_string()) check_dollars(value.string());
  }
  require(document.notes().empty(), "no key stands twice");
  for (const std::string_view never : kNever)
    require(!document.root().find(never).exists(), "nothing that is refused");
  for (const json::Value service : document.root().find("services").members()) {
    require(service.key().front() != '-', "a service is no option");
    for (const std::string_view never : kNever)
      require(!service.find(never).exists(), "nothing that is refused");
    const json::Value network = service.find("network_mode");
    require(!network.exists() || !network.equals("host"), "no network of the machine");
    for (const json::Value mount : service.find("volumes").elements()) check_mount(mount);
  }
  // Readers of YAML take no keys of more than 1024 characters.
  if (plan.document.size() < 1024)
    require(check(plan.document, "again").plan.has_value(), "a plan is a sound Compose file");
}

}  // namespace
}  // namespace stacmlm::compose

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const compose::Checked checked = compose::check(std::string(text), "compose.yml");
  for (const diag::Diagnostic& finding : checked.report.findings) {
    require(!finding.message.empty(), "a finding has a message");
    require(finding.span.begin <= finding.span.end && finding.span.end <= size,
            "a finding lies in the text");
  }
  if (!checked.plan) return 0;
  require(*checked.report.valid, "what is refused is not run");
  compose::check_plan(*checked.plan);
  return 0;
}

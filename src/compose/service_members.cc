// SPDX-License-Identifier: Apache-2.0
#include "compose/service_members.h"

#include <algorithm>

#include "compose/text_forms.h"
#include "rules/legacy/compose.h"

namespace stacmlm::compose {
namespace {

using rules::kFurtherFile;
using rules::kHostAccess;

constexpr std::string_view kAlone =
    "a Compose file of a model stands alone: write it into the file";
constexpr std::string_view kNamespace = "leave it out: the container gets its own";

constexpr RefusedMember kRefused[] = {
    {"privileged", &kHostAccess, "gives the container every right on the machine", "leave it out",
     "false"},
    {"use_api_socket", &kHostAccess, "gives the container the engine, and so the machine",
     "leave it out", "false"},
    {"pid", &kHostAccess, "shows the container processes that are not its own", kNamespace},
    {"ipc", &kHostAccess, "shares memory with processes that are not its own",
     "for more shared memory write `shm_size`", "private none shareable"},
    {"userns_mode", &kHostAccess, "makes the container's root that of the machine", kNamespace},
    {"uts", &kHostAccess, "lets the container change the machine's name", kNamespace},
    {"cgroup", &kHostAccess, "shows the container control groups that are not its own", kNamespace,
     "private"},
    {"cgroup_parent", &kHostAccess, "puts the container into a control group of the machine",
     "leave it out"},
    {"cap_add", &kHostAccess, "adds rights that containers do not have", "leave it out"},
    {"devices", &kHostAccess, "opens devices of the machine",
     "for a GPU write `deploy.resources.reservations.devices`"},
    {"device_cgroup_rules", &kHostAccess, "opens devices of the machine", "leave it out"},
    {"oom_kill_disable", &kHostAccess, "lets the container use up the memory of the machine",
     "leave it out", "false"},
    {"provider", &kHostAccess, "runs a program of the machine", "run an image"},
    {"post_start", &kHostAccess, "runs commands that may have more rights than the container",
     "let the image run them"},
    {"pre_stop", &kHostAccess, "runs commands that may have more rights than the container",
     "let the image run them"},
    {"volumes_from", &kFurtherFile, "mounts what another container has", "write the mounts here"},
    {"external_links", &kFurtherFile, "reaches containers of others", "leave it out"},
    {"env_file", &kFurtherFile, "reads another file", "write the variables into `environment`"},
    {"label_file", &kFurtherFile, "reads another file", "leave it out"},
    {"extends", &kFurtherFile, "takes another service in", "write the service out"},
    {"secrets", &kFurtherFile, "reads other files or the environment", kAlone},
    {"credential_spec", &kFurtherFile, "reads another file", "leave it out"},
};

using Shape = CopiedMember::Shape;

constexpr std::string_view kFlag = "true or false";
constexpr std::string_view kCommand = "a command: a text, or a list of words";
constexpr std::string_view kNumber = "a number";
constexpr std::string_view kSize = "a size such as `8gb`";
constexpr std::string_view kDuration = "a duration such as `1m30s`";

constexpr CopiedMember kCopied[] = {
    {"command", Shape::kCommand, kCommand},
    {"entrypoint", Shape::kCommand, kCommand},
    {"working_dir", Shape::kText, "a plain absolute path in the container", is_container_path},
    {"user", Shape::kText, "a user, `1000` or `name:group`", is_user},
    {"hostname", Shape::kText, "the name of a host", is_host_name},
    {"domainname", Shape::kText, "the name of a domain", is_host_name},
    {"init", Shape::kFlag, kFlag},
    {"read_only", Shape::kFlag, kFlag},
    {"tty", Shape::kFlag, kFlag},
    {"tmpfs", Shape::kTexts,
     "a plain absolute path in the container, with options such as `size=1g`", is_tmpfs},
    {"shm_size", Shape::kText, kSize, is_size},
    {"mem_limit", Shape::kText, kSize, is_size},
    {"mem_reservation", Shape::kText, kSize, is_size},
    {"memswap_limit", Shape::kText, kSize, is_size},
    {"mem_swappiness", Shape::kText, kNumber, is_number},
    {"cpus", Shape::kText, kNumber, is_number},
    {"cpu_count", Shape::kText, kNumber, is_number},
    {"cpu_percent", Shape::kText, kNumber, is_number},
    {"cpu_shares", Shape::kText, kNumber, is_number},
    {"cpu_quota", Shape::kText, "a number or a duration",
     [](std::string_view text) { return is_number(text) || is_duration(text); }},
    {"cpu_period", Shape::kText, "a number or a duration",
     [](std::string_view text) { return is_number(text) || is_duration(text); }},
    {"cpuset", Shape::kText, "CPUs such as `0-3,5`", is_cpu_set},
    {"pids_limit", Shape::kText, kNumber, is_number},
    {"platform", Shape::kText, "a platform such as `linux/amd64`", is_platform},
    {"stop_signal", Shape::kText, "a signal", is_word},
    {"stop_grace_period", Shape::kText, kDuration, is_duration},
    {"cap_drop", Shape::kTexts, "the name of a capability", is_word},
};

/// Further ones that are looked at one by one, and some that runs leave out.
constexpr std::string_view kOthers[] = {
    "image",        "build",      "volumes",     "environment", "network_mode",   "networks",
    "security_opt", "deploy",     "gpus",        "runtime",     "ports",          "restart",
    "depends_on",   "labels",     "expose",      "logging",     "container_name", "profiles",
    "sysctls",      "group_add",  "dns",         "scale",       "extra_hosts",    "links",
    "pull_policy",  "stdin_open", "annotations", "configs",     "healthcheck",    "ulimits",
};

}  // namespace

const RefusedMember* refused_member(std::string_view name) {
  const auto* const found = std::ranges::find(kRefused, name, &RefusedMember::name);
  return found == std::end(kRefused) ? nullptr : found;
}

const CopiedMember* copied_member(std::string_view name) {
  const auto* const found = std::ranges::find(kCopied, name, &CopiedMember::name);
  return found == std::end(kCopied) ? nullptr : found;
}

const std::vector<std::string_view>& known_members() {
  static const std::vector<std::string_view> known = [] {
    std::vector<std::string_view> all;
    for (const CopiedMember& member : kCopied) all.push_back(member.name);
    for (const RefusedMember& member : kRefused) all.push_back(member.name);
    all.insert(all.end(), std::begin(kOthers), std::end(kOthers));
    return all;
  }();
  return known;
}

}  // namespace stacmlm::compose

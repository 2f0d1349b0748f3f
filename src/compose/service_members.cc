// SPDX-License-Identifier: Apache-2.0
#include "compose/service_members.h"

#include <algorithm>

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

constexpr std::string_view kCopied[] = {
    "command",
    "entrypoint",
    "working_dir",
    "user",
    "hostname",
    "domainname",
    "init",
    "read_only",
    "tmpfs",
    "shm_size",
    "ulimits",
    "mem_limit",
    "mem_reservation",
    "memswap_limit",
    "mem_swappiness",
    "cpus",
    "cpu_count",
    "cpu_percent",
    "cpu_shares",
    "cpu_quota",
    "cpu_period",
    "cpuset",
    "pids_limit",
    "platform",
    "healthcheck",
    "stop_signal",
    "stop_grace_period",
    "cap_drop",
    "tty",
    "configs",
};

/// Further ones that are looked at one by one, and some that runs leave out.
constexpr std::string_view kOthers[] = {
    "image",        "build",      "volumes",     "environment", "network_mode",   "networks",
    "security_opt", "deploy",     "gpus",        "runtime",     "ports",          "restart",
    "depends_on",   "labels",     "expose",      "logging",     "container_name", "profiles",
    "sysctls",      "group_add",  "dns",         "scale",       "extra_hosts",    "links",
    "pull_policy",  "stdin_open", "annotations",
};

}  // namespace

const RefusedMember* refused_member(std::string_view name) {
  const auto* const found = std::ranges::find(kRefused, name, &RefusedMember::name);
  return found == std::end(kRefused) ? nullptr : found;
}

bool is_copied_member(std::string_view name) {
  return std::ranges::find(kCopied, name) != std::end(kCopied);
}

const std::vector<std::string_view>& known_members() {
  static const std::vector<std::string_view> known = [] {
    std::vector<std::string_view> all(std::begin(kCopied), std::end(kCopied));
    for (const RefusedMember& member : kRefused) all.push_back(member.name);
    all.insert(all.end(), std::begin(kOthers), std::end(kOthers));
    return all;
  }();
  return known;
}

}  // namespace stacmlm::compose

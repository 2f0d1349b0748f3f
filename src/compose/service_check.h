// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "compose/file_check.h"
#include "compose/service_members.h"

namespace stacmlm::compose {

/// Checks one service and writes what of it may be run.
class ServiceCheck {
 public:
  ServiceCheck(json::Value service, FileCheck& file) : service_(service), file_(file) {}

  EngineText check();

 private:
  // Each looks at one member and writes what may be run of it.
  void check_build(json::Value build);
  void check_configs(json::Value configs);
  void check_depends_on(json::Value names);
  void check_deploy(json::Value deploy);
  void check_environment(json::Value variables);
  void check_gpus(json::Value requests);
  void check_healthcheck(json::Value settings);
  void check_image(json::Value image);
  void check_network_mode(json::Value mode);
  void check_networks(json::Value networks);
  void check_ports(json::Value ports);
  void check_restart(json::Value restart);
  void check_runtime(json::Value runtime);
  void check_security_opt(json::Value options);
  void check_ulimits(json::Value limits);
  void check_volumes(json::Value mounts);

  void check_member(json::Value member);
  bool check_by_its_own(json::Value member);
  void copy_member(json::Value member, const CopiedMember& row);
  std::optional<EngineText> command(json::Value value, std::string_view what);
  std::optional<EngineText> config(json::Value config);
  EngineText dependency(json::Value settings);
  EngineText gpu_requests(json::Value requests);
  std::optional<EngineText> gpu_setting(json::Value setting);
  EngineText amounts(json::Value amounts);
  void check_resources(json::Value resources);
  void tell_passed(json::Value variable, std::string_view name);
  void check_assignment(json::Value assignment);
  void write_environment();
  bool is_sound(json::Value variable, std::string_view name, std::string_view value);
  void write(std::string_view key, EngineText value) {
    members_.emplace_back(key, std::move(value));
  }

  json::Value service_;
  FileCheck& file_;
  std::vector<WrittenMember> members_;
  std::vector<WrittenMember> variables_;  // of its environment
  bool has_nvidia_runtime_ = false;
  bool has_gpu_request_ = false;
};

/// The mounts of a service as they are given to the engine.
EngineText check_mounts(json::Value mounts, FileCheck& file);

}  // namespace stacmlm::compose

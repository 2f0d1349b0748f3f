// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "compose/file_check.h"

namespace stacmlm::compose {

/// Checks one service and writes what of it may be run.
class ServiceCheck {
 public:
  ServiceCheck(json::Value service, FileCheck& file) : service_(service), file_(file) {}

  /// The JSON text of the service.
  std::string check();

 private:
  // Each looks at one member and writes what may be run of it.
  void check_build(json::Value build);
  void check_depends_on(json::Value names);
  void check_deploy(json::Value deploy);
  void check_environment(json::Value variables);
  void check_gpus(json::Value requests);
  void check_image(json::Value image);
  void check_network_mode(json::Value mode);
  void check_networks(json::Value networks);
  void check_ports(json::Value ports);
  void check_restart(json::Value restart);
  void check_runtime(json::Value runtime);
  void check_security_opt(json::Value options);
  void check_volumes(json::Value mounts);

  void check_member(json::Value member);
  bool check_by_its_own(json::Value member);
  void check_gpu_requests(json::Value requests);
  void check_resources(json::Value resources);
  bool is_passed(json::Value variable);
  void write(std::string_view key, std::string text) {
    members_.emplace_back(key, std::move(text));
  }

  json::Value service_;
  FileCheck& file_;
  std::vector<WrittenMember> members_;
};

/// The mounts of a service as they are given to the engine: a JSON list in long form.
std::string check_mounts(json::Value mounts, FileCheck& file);

}  // namespace stacmlm::compose

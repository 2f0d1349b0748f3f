// SPDX-License-Identifier: Apache-2.0
// Members of a service of which some values ask for more than a container has.
#include <fmt/format.h>

#include "compose/engine_text.h"
#include "compose/service_check.h"
#include "rules/nearest.h"

namespace stacmlm::compose {

using rules::kHostAccess;
using rules::shown;

void ServiceCheck::check_network_mode(json::Value mode) {
  constexpr std::string_view kService = "service:";
  const auto word = file_.plain_text(mode, "a network mode");
  if (!word) return;
  const bool is_of_service =
      word->starts_with(kService) && file_.has_service(word->substr(kService.size()));
  if (*word != "none" && *word != "bridge" && !is_of_service) {
    file_
        .at_value(kHostAccess, mode,
                  fmt::format("the network mode {} reaches networks that are not the container's",
                              shown(*word)))
        .hint("leave it out, or write `none`");
    return;
  }
  if (is_of_service) file_.note_wait(word->substr(kService.size()));
  write("network_mode", quoted(*word));
}

void ServiceCheck::check_networks(json::Value networks) {
  std::string kept = "[";
  const auto add = [&](json::Value at, std::string_view name) {
    if (!file_.has_network(name)) {
      return file_.wrong_form(at, fmt::format("a network of this file, not {},", shown(name)));
    }
    kept += fmt::format("{}{}", kept.size() > 1 ? ", " : "", quoted(name));
  };
  if (networks.is_object()) {
    for (const json::Value network : networks.members()) {
      add(network, network.key());
      for (const json::Value setting : network.members()) file_.leave_out(setting);
    }
  } else if (networks.is_array()) {
    for (const json::Value network : networks.elements()) {
      const auto name = file_.plain_text(network, "the name of a network");
      if (name) add(network, *name);
    }
  } else {
    return file_.wrong_form(networks, "a list of networks");
  }
  write("networks", kept + "]");
}

void ServiceCheck::check_security_opt(json::Value options) {
  if (!options.is_array()) return file_.wrong_form(options, "a list of options");
  for (const json::Value option : options.elements()) {
    const auto word = file_.plain_text(option, "an option");
    if (!word) return;
    if (*word == "no-new-privileges" || *word == "no-new-privileges:true" ||
        *word == "no-new-privileges=true")
      continue;
    file_
        .at_value(kHostAccess, option,
                  fmt::format("the option {} takes a protection away", shown(*word)))
        .hint("leave it out");
  }
  write("security_opt", file_.copy(options));
}

void ServiceCheck::check_runtime(json::Value runtime) {
  const auto name = file_.plain_text(runtime, "the name of a runtime");
  if (!name) return;
  if (*name != "nvidia" && *name != "runc") {
    file_
        .at_value(kHostAccess, runtime,
                  fmt::format("the runtime {} is a program of the machine", shown(*name)))
        .hint("leave it out, or write `nvidia`");
    return;
  }
  write("runtime", quoted(*name));
}

/// GPUs, the devices that models may ask for.
void ServiceCheck::check_gpu_requests(json::Value requests) {
  if (!requests.is_array()) return file_.wrong_form(requests, "a list of devices");
  for (const json::Value request : requests.elements()) {
    if (!request.is_object()) {
      file_.wrong_form(request, "an object that asks for devices");
      continue;
    }
    const json::Value driver = request.find("driver");
    if (!is_empty(driver) && !driver.equals("nvidia") && !driver.equals("amd")) {
      file_.at_value(kHostAccess, driver, "another driver than those of GPUs opens devices")
          .hint("the drivers of GPUs are `nvidia` and `amd`");
    }
    bool is_gpu = false;
    for (const json::Value word : request.find("capabilities").elements())
      is_gpu = is_gpu || word.equals("gpu");
    if (is_gpu || (requests.key() == "gpus" && is_empty(request.find("capabilities")))) continue;
    file_.at_value(kHostAccess, request, "devices that are not said to be GPUs")
        .hint("write `capabilities: [gpu]`");
  }
}

void ServiceCheck::check_gpus(json::Value requests) {
  if (!requests.equals("all")) check_gpu_requests(requests);
  write("gpus", file_.copy(requests));
}

/// What limits and reservations there may be.
void ServiceCheck::check_resources(json::Value resources) {
  if (!resources.is_object()) return file_.wrong_form(resources, "an object");
  std::vector<WrittenMember> kept;
  for (const json::Value amounts : resources.members()) {
    if (amounts.key() != "limits" && amounts.key() != "reservations") {
      file_.leave_out(amounts);
      continue;
    }
    if (!amounts.is_object()) file_.wrong_form(amounts, "an object");
    for (const json::Value amount : amounts.members()) {
      const std::string_view name = amount.key();
      if (name == "devices") {
        check_gpu_requests(amount);
      } else if (name != "cpus" && name != "memory" && name != "pids") {
        file_.at_key(kHostAccess, amount,
                     fmt::format("{} is no resource that is known here", shown(name)));
      }
    }
    kept.emplace_back(amounts.key(), file_.copy(amounts));
  }
  write("deploy", written({{"resources", written(kept)}}));
}

void ServiceCheck::check_deploy(json::Value deploy) {
  if (!deploy.is_object()) return file_.wrong_form(deploy, "an object");
  for (const json::Value member : deploy.members()) {
    if (member.key() == "resources") {
      check_resources(member);
    } else {
      file_.leave_out(member);
    }
  }
}

}  // namespace stacmlm::compose

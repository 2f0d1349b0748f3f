// SPDX-License-Identifier: Apache-2.0
// Members of a service of which some values ask for more than a container has.
#include <fmt/format.h>

#include "compose/service_check.h"
#include "compose/text_forms.h"
#include "rules/nearest.h"

namespace stacmlm::compose {

using rules::kHostAccess;
using rules::shown;

void ServiceCheck::check_network_mode(json::Value mode) {
  constexpr std::string_view kService = "service:";
  const auto word = file_.plain_text(mode, "a network mode");
  if (!word) return;
  if (*word == "bridge") return file_.leave_out(mode);  // others share it; a run has its own
  const bool is_of_service =
      word->starts_with(kService) && file_.has_service(word->substr(kService.size()));
  if (*word != "none" && !is_of_service) {
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
  std::vector<EngineText> kept;
  const auto add = [&](json::Value at, std::string_view name) {
    if (!file_.has_network(name)) {
      return file_.wrong_form(at, fmt::format("a network of this file, not {},", shown(name)));
    }
    kept.push_back(quoted(name));
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
  write("networks", listed(kept));
}

void ServiceCheck::check_security_opt(json::Value options) {
  if (!options.is_array()) return file_.wrong_form(options, "a list of options");
  std::vector<EngineText> kept;
  for (const json::Value option : options.elements()) {
    const auto word = file_.plain_text(option, "an option");
    if (!word) return;
    if (*word == "no-new-privileges" || *word == "no-new-privileges:true" ||
        *word == "no-new-privileges=true") {
      kept.push_back(quoted(*word));
      continue;
    }
    file_
        .at_value(kHostAccess, option,
                  fmt::format("the option {} takes a protection away", shown(*word)))
        .hint("leave it out");
  }
  write("security_opt", listed(kept));
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
  has_nvidia_runtime_ = *name == "nvidia";
  write("runtime", quoted(*name));
}

/// A member of a request for GPUs, or nothing (told).
std::optional<EngineText> ServiceCheck::gpu_setting(json::Value setting) {
  const std::string_view key = setting.key();
  if (key == "driver") {
    if (is_empty(setting)) return std::nullopt;
    if (setting.equals("nvidia") || setting.equals("amd")) return quoted(setting.string());
    file_.at_value(kHostAccess, setting, "another driver than those of GPUs opens devices")
        .hint("the drivers of GPUs are `nvidia` and `amd`");
    return std::nullopt;
  }
  if (key == "count") {
    return file_.fitting(setting, "`all`, or how many", [](std::string_view text) {
      return text == "all" || text == "-1" || (is_gpu(text) && is_number(text) && text.size() < 4);
    });
  }
  if (key != "capabilities" && key != "device_ids") {
    file_.leave_out(setting);
    return std::nullopt;
  }
  if (!setting.is_array()) {
    file_.wrong_form(setting, "a list");
    return std::nullopt;
  }
  std::vector<EngineText> kept;
  for (const json::Value element : setting.elements()) {
    const auto word = element.is_number() ? std::string(element.raw())
                                          : file_.plain_text(element, "a text").value_or("");
    if (key == "device_ids" ? is_gpu(word) : is_driver_part(word)) {
      kept.push_back(quoted(word));
    } else {
      file_
          .at_value(kHostAccess, element,
                    fmt::format("{} may name another device than GPUs", shown(word)))
          .hint(key == "device_ids" ? "GPUs are named by number or UUID" : "write `gpu`");
    }
  }
  return listed(kept);
}

/// GPUs, the devices that models may ask for.
EngineText ServiceCheck::gpu_requests(json::Value requests) {
  std::vector<EngineText> kept;
  if (!requests.is_array()) file_.wrong_form(requests, "a list of devices");
  for (const json::Value request : requests.elements()) {
    if (!request.is_object()) {
      file_.wrong_form(request, "an object that asks for devices");
      continue;
    }
    std::vector<WrittenMember> members;
    for (const json::Value setting : request.members()) {
      if (auto value = gpu_setting(setting)) members.emplace_back(setting.key(), *value);
    }
    kept.push_back(written(members));
    has_gpu_request_ = true;
    bool is_gpu_request = false;
    for (const json::Value word : request.find("capabilities").elements())
      is_gpu_request = is_gpu_request || word.equals("gpu");
    if (is_gpu_request || (requests.key() == "gpus" && is_empty(request.find("capabilities"))))
      continue;
    file_.at_value(kHostAccess, request, "devices that are not said to be GPUs")
        .hint("write `capabilities: [gpu]`");
  }
  return listed(kept);
}

void ServiceCheck::check_gpus(json::Value requests) {
  has_gpu_request_ = has_gpu_request_ || requests.equals("all");
  write("gpus", requests.equals("all") ? quoted("all") : gpu_requests(requests));
}

/// What limits and reservations there may be.
void ServiceCheck::check_resources(json::Value resources) {
  if (!resources.is_object()) return file_.wrong_form(resources, "an object");
  std::vector<WrittenMember> kept;
  for (const json::Value part : resources.members()) {
    if (part.key() == "limits" || part.key() == "reservations") {
      kept.emplace_back(part.key(), amounts(part));
    } else {
      file_.leave_out(part);
    }
  }
  write("deploy", written({{"resources", written(kept)}}));
}

EngineText ServiceCheck::amounts(json::Value amounts) {
  if (!amounts.is_object()) file_.wrong_form(amounts, "an object");
  std::vector<WrittenMember> kept;
  for (const json::Value amount : amounts.members()) {
    const std::string_view name = amount.key();
    std::optional<EngineText> value;
    if (name == "devices") {
      value = gpu_requests(amount);
    } else if (name == "memory") {
      value = file_.fitting(amount, "a size such as `8gb`", is_size);
    } else if (name == "cpus" || name == "pids") {
      value = file_.fitting(amount, "a number", is_number);
    } else {
      file_.at_key(kHostAccess, amount,
                   fmt::format("{} is no resource that is known here", shown(name)));
    }
    if (value) kept.emplace_back(name, *value);
  }
  return written(kept);
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

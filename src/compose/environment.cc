// SPDX-License-Identifier: Apache-2.0
// The variables of a service: none of the machine, and none that asks a runtime for its devices.
#include <fmt/format.h>

#include <algorithm>

#include "compose/service_check.h"
#include "compose/text_forms.h"
#include "rules/nearest.h"

namespace stacmlm::compose {

using rules::shown;

/// A variable without a value is taken from whoever starts the engine, secrets included.
void ServiceCheck::tell_passed(json::Value variable, std::string_view name) {
  file_
      .at_value(rules::kPassedVariable, variable,
                fmt::format("{} is taken from the environment of the machine", shown(name)))
      .hint("give it a value; a run leaves it out");
}

/// The variable has a name, and asks the runtimes that read some of them for GPUs alone.
bool ServiceCheck::is_sound(json::Value variable, std::string_view name, std::string_view value) {
  if (!is_variable_name(name)) {
    file_.wrong_form(variable, fmt::format("the name of a variable, not {},", shown(name)));
    return false;
  }
  bool is_harmless = true;
  if (name.ends_with("_VISIBLE_DEVICES")) {
    is_harmless = is_gpu_list(value);
  } else if (name == "NVIDIA_DRIVER_CAPABILITIES") {
    is_harmless = is_driver_part_list(value);
  } else if (name.starts_with("NVIDIA_")) {
    // The first is one of a library in the container.
    is_harmless = name == "NVIDIA_TF32_OVERRIDE" || value.empty() || value == "disabled";
  }
  if (is_harmless) return true;
  file_
      .at_value(rules::kHostAccess, variable,
                fmt::format("{} may ask the runtime for more than GPUs", shown(name)))
      .hint("write `NVIDIA_VISIBLE_DEVICES` with `all` or numbers, or `gpus` instead");
  return false;
}

void ServiceCheck::check_environment(json::Value variables) {
  if (variables.is_object()) {
    for (const json::Value variable : variables.members()) {
      if (variable.key().find('$') != std::string_view::npos) continue;  // told as a key
      if (variable.is_object() || variable.is_array()) {
        file_.wrong_form(variable, "the value of a variable");
      } else if (variable.is_null()) {
        tell_passed(variable, variable.key());
      } else {
        const std::string value = variable.is_string() ? interpolate(variable.string()).text()
                                                       : std::string(variable.raw());
        if (is_sound(variable, variable.key(), value))
          variables_.emplace_back(variable.key(), file_.copy(variable));
      }
    }
  } else if (variables.is_array()) {
    for (const json::Value variable : variables.elements()) {
      if (variable.is_string()) {
        check_assignment(variable);
      } else {
        file_.wrong_form(variable, "a text `NAME=value`");
      }
    }
  } else {
    file_.wrong_form(variables, "an object or a list of variables");
  }
}

/// `NAME=value`; the `=` counts that is there once variables are resolved.
void ServiceCheck::check_assignment(json::Value assignment) {
  const Interpolated resolved = file_.resolve(assignment);
  if (resolved.pieces.empty()) return;
  const std::string text = resolved.text();
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return tell_passed(assignment, text);
  const std::string name = text.substr(0, equals);
  if (!is_sound(assignment, name, std::string_view(text).substr(equals + 1))) return;
  // The name is plain, and so in the first piece.
  Interpolated value = resolved;
  value.pieces.front().text.erase(0, equals + 1);
  std::erase_if(variables_, [&](const WrittenMember& other) { return other.first == name; });
  variables_.emplace_back(name, quoted(value));
}

/// The runtime of NVIDIA reads variables of the image, too: those that stand here count instead.
void ServiceCheck::write_environment() {
  const auto add = [&](std::string_view name, std::string_view value) {
    if (std::ranges::find(variables_, name, &WrittenMember::first) == variables_.end())
      variables_.emplace_back(name, quoted(value));
  };
  // A request says itself which GPUs it wants.
  if (has_nvidia_runtime_ && !has_gpu_request_) add("NVIDIA_VISIBLE_DEVICES", "all");
  if (has_nvidia_runtime_ || has_gpu_request_) {
    for (const std::string_view name :
         {"NVIDIA_GDS", "NVIDIA_MOFED", "NVIDIA_GDRCOPY", "NVIDIA_NVSWITCH"})
      add(name, "disabled");
    add("NVIDIA_IMEX_CHANNELS", "");
  }
  if (!variables_.empty()) write("environment", written(variables_));
}

}  // namespace stacmlm::compose

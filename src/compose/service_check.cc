// SPDX-License-Identifier: Apache-2.0
#include "compose/service_check.h"

#include <fmt/format.h>

#include "compose/service_members.h"
#include "compose/text_forms.h"
#include "rules/legacy/image_reference.h"
#include "rules/nearest.h"

namespace stacmlm::compose {
namespace {

using rules::shown;

/// The value asks for nothing, or is one of the words of the row.
bool is_harmless(json::Value value, std::string_view words) {
  if (is_empty(value)) return true;
  const bool is_word = value.is_string() || value.is_boolean();
  const std::string_view text = value.is_string() ? value.string() : value.raw();
  while (is_word && !words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (text == word && value.is_boolean() == (word == "false")) return true;
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  return false;
}

}  // namespace

EngineText ServiceCheck::check() {
  for (const json::Value member : service_.members()) check_member(member);
  const bool has_image = service_.find("image").exists();
  if (!has_image && is_empty(service_.find("build"))) {
    file_
        .at_key(rules::kNoImage, service_,
                fmt::format("the service `{}` has no image", service_.key()))
        .hint("name it: `image: <registry>/<owner>/<image>:<tag>`");
  }
  return laid_out(members_, 4);
}

void ServiceCheck::check_member(json::Value member) {
  const std::string_view key = member.key();
  if (const RefusedMember* refused = refused_member(key)) {
    if (is_harmless(member, refused->harmless)) return;
    file_.at_key(*refused->rule, member, fmt::format("`{}` {}", key, refused->why))
        .hint(std::string(refused->cure));
  } else if (const CopiedMember* copied = copied_member(key)) {
    copy_member(member, *copied);
  } else if (check_by_its_own(member)) {
    return;
  } else if (key.starts_with("x-podman")) {
    file_.at_key(rules::kHostAccess, member,
                 fmt::format("{} changes what a container of podman may do", shown(key)));
  } else if (!key.starts_with("x-")) {
    file_.leave_out(member, known_members());
  }
}

bool ServiceCheck::check_by_its_own(json::Value member) {
  struct Row {
    std::string_view name;
    void (ServiceCheck::*check)(json::Value member);
  };
  static constexpr Row kRows[] = {{"build", &ServiceCheck::check_build},
                                  {"configs", &ServiceCheck::check_configs},
                                  {"depends_on", &ServiceCheck::check_depends_on},
                                  {"deploy", &ServiceCheck::check_deploy},
                                  {"environment", &ServiceCheck::check_environment},
                                  {"gpus", &ServiceCheck::check_gpus},
                                  {"healthcheck", &ServiceCheck::check_healthcheck},
                                  {"image", &ServiceCheck::check_image},
                                  {"network_mode", &ServiceCheck::check_network_mode},
                                  {"networks", &ServiceCheck::check_networks},
                                  {"ports", &ServiceCheck::check_ports},
                                  {"restart", &ServiceCheck::check_restart},
                                  {"runtime", &ServiceCheck::check_runtime},
                                  {"security_opt", &ServiceCheck::check_security_opt},
                                  {"ulimits", &ServiceCheck::check_ulimits},
                                  {"volumes", &ServiceCheck::check_volumes}};
  for (const Row& row : kRows) {
    if (row.name != member.key()) continue;
    if (row.name == "image" || !is_empty(member)) (this->*row.check)(member);
    return true;
  }
  return false;
}

void ServiceCheck::check_image(json::Value image) {
  const auto name = file_.plain_text(image, "the name of an image");
  if (!name) return;
  const rules::ImageForm form = rules::image_form(*name);
  if (form == rules::ImageForm::kNone) {
    file_.at_value(rules::kNoImage, image, fmt::format("{} does not name an image", shown(*name)))
        .hint("write <registry>/<owner>/<image>:<tag>, without https://");
    return;
  }
  if (form == rules::ImageForm::kPartial) {
    file_
        .at_value(rules::kImageReference, image,
                  fmt::format("{} does not say from where or which one", shown(*name)))
        .hint("write <registry>/<owner>/<image>:<tag>, or the digest behind `@`");
  }
  write("image", quoted(*name));
}

void ServiceCheck::check_build(json::Value build) {
  if (service_.find("image").exists()) return file_.leave_out(build);
  file_.note_built(service_.key());
  file_
      .at_key(rules::kBuiltService, build,
              fmt::format("the service `{}` is built here and has no image", service_.key()))
      .hint("publish the image and name it, a run pulls images only");
}

void ServiceCheck::check_depends_on(json::Value names) {
  std::vector<WrittenMember> kept;
  const auto add = [&](json::Value at, std::string_view name, json::Value settings) {
    if (!file_.has_service(name))
      return file_.wrong_form(at, fmt::format("the name of a service, not {},", shown(name)));
    file_.note_wait(name);
    kept.emplace_back(name, dependency(settings));
  };
  if (names.is_object()) {
    for (const json::Value member : names.members()) add(member, member.key(), member);
  } else if (names.is_array()) {
    for (const json::Value name : names.elements()) {
      if (name.is_string()) {
        add(name, name.string(), {});
      } else {
        file_.wrong_form(name, "the name of a service");
      }
    }
  } else {
    return file_.wrong_form(names, "a list of services");
  }
  write("depends_on", written(kept));
}

/// What is waited for: that the other service has started, where nothing else is said.
EngineText ServiceCheck::dependency(json::Value settings) {
  std::string condition = "service_started";
  std::vector<WrittenMember> kept;
  for (const json::Value setting : settings.members()) {
    if (setting.key() == "condition") {
      condition = file_.plain_text(setting, "a condition").value_or("");
      if (condition != "service_started" && condition != "service_healthy" &&
          condition != "service_completed_successfully")
        file_.wrong_form(setting,
                         "`service_started`, `service_healthy` or "
                         "`service_completed_successfully`");
    } else if (setting.key() == "required" || setting.key() == "restart") {
      if (const auto value = file_.flag(setting)) kept.emplace_back(setting.key(), *value);
    } else {
      file_.leave_out(setting);
    }
  }
  kept.insert(kept.begin(), {"condition", quoted(condition)});
  return written(kept);
}

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
    is_harmless = name == "NVIDIA_TF32_OVERRIDE";  // of a library in the container
  }
  if (is_harmless) return true;
  file_
      .at_value(rules::kHostAccess, variable,
                fmt::format("{} may ask the runtime for more than GPUs", shown(name)))
      .hint("write `NVIDIA_VISIBLE_DEVICES` with `all` or numbers, or `gpus` instead");
  return false;
}

void ServiceCheck::check_environment(json::Value variables) {
  std::vector<WrittenMember> kept;
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
          kept.emplace_back(variable.key(), file_.copy(variable));
      }
    }
    return write("environment", written(kept));
  }
  if (!variables.is_array()) return file_.wrong_form(variables, "an object or a list of variables");
  std::vector<EngineText> texts;
  for (const json::Value variable : variables.elements()) {
    if (!variable.is_string()) {
      file_.wrong_form(variable, "a text `NAME=value`");
      continue;
    }
    // The `=` counts that is there once variables are resolved.
    const Interpolated resolved = file_.resolve(variable);
    const std::string text = resolved.text();
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      tell_passed(variable, text);
    } else if (is_sound(variable, std::string_view(text).substr(0, equals),
                        std::string_view(text).substr(equals + 1))) {
      texts.push_back(quoted(resolved));
    }
  }
  write("environment", listed(texts));
}

void ServiceCheck::check_ports(json::Value ports) {
  file_
      .at_key(
          rules::kPublishedPort, ports,
          fmt::format("`ports` opens ports of the machine for the service `{}`", service_.key()))
      .hint("a model reads and writes folders; a run leaves the ports out");
}

void ServiceCheck::check_restart(json::Value restart) {
  if (!restart.equals("no")) file_.leave_out(restart);
}

void ServiceCheck::check_volumes(json::Value mounts) {
  write("volumes", check_mounts(mounts, file_));
}

}  // namespace stacmlm::compose

// SPDX-License-Identifier: Apache-2.0
#include "compose/service_check.h"

#include <fmt/format.h>

#include "compose/service_members.h"
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
  write_environment();
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

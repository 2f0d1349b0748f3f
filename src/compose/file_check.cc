// SPDX-License-Identifier: Apache-2.0
#include "compose/file_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "compose/service_check.h"
#include "compose/text_forms.h"
#include "rules/nearest.h"

namespace stacmlm::compose {
namespace {

using rules::shown;

}  // namespace

bool is_empty(json::Value value) {
  if (!value.exists() || value.is_null()) return true;
  if (value.is_string()) return value.string().empty();
  return (value.is_array() || value.is_object()) && value.size() == 0;
}

void FileCheck::wrong_form(json::Value value, std::string_view what) {
  at_value(rules::kComposeForm, value, fmt::format("{} is expected here", what));
}

void FileCheck::leave_out(json::Value member, const std::vector<std::string_view>& known) {
  const std::string cure = rules::did_you_mean(member.key(), known);
  at_key(rules::kLeftOutMember, member, fmt::format("{} is left out of a run", shown(member.key())))
      .hint(cure);
}

Interpolated FileCheck::resolve(json::Value text) {
  Interpolated resolved = interpolate(text.string());
  if (!resolved.fault.empty()) {
    at_value(rules::kUnresolvedVariable, text, resolved.fault).hint("write `$$` for a dollar sign");
    return {};
  }
  for (const OtherVariable& other : resolved.others) {
    if (other.is_required) {
      at_value(rules::kUnresolvedVariable, text,
               fmt::format("`{}` must be set, which a run does not do", other.name))
          .hint("give it a default: `${NAME:-default}`");
    } else {
      at_value(rules::kOtherVariable, text,
               other.fallback
                   ? fmt::format("`{}` is not set in a run, which takes {}", other.name,
                                 shown(*other.fallback))
                   : fmt::format("`{}` is not set in a run: nothing stands for it", other.name))
          .hint(other.fallback ? "" : "give it a default: `${NAME:-default}`");
    }
  }
  return resolved;
}

std::optional<std::string> FileCheck::plain_text(json::Value value, std::string_view what) {
  if (!value.is_string()) {
    wrong_form(value, what);
    return std::nullopt;
  }
  const Interpolated resolved = resolve(value);
  if (resolved.is_text()) return resolved.text();
  wrong_form(value, what);
  return std::nullopt;
}

EngineText FileCheck::copy(json::Value scalar) {
  return scalar.is_string() ? quoted(resolve(scalar)) : bare(scalar);
}

std::optional<EngineText> FileCheck::fitting(json::Value value, std::string_view what,
                                             bool (*fits)(std::string_view)) {
  if (value.is_number() && fits(value.raw())) return bare(value);
  if (value.is_string()) {
    const Interpolated resolved = resolve(value);
    if (resolved.is_text() && fits(resolved.text())) return quoted(resolved);
  }
  wrong_form(value, what);
  return std::nullopt;
}

std::optional<EngineText> FileCheck::flag(json::Value value) {
  if (value.is_boolean()) return bare(value);
  wrong_form(value, "true or false");
  return std::nullopt;
}

bool FileCheck::is_named(json::Value member, std::string_view what) {
  if (is_name(member.key())) return true;
  at_key(rules::kComposeForm, member,
         fmt::format("{} is no name of a {}", shown(member.key()), what))
      .hint("names have letters, digits, `.`, `_` and `-`, and start with a letter or digit");
  return false;
}

void FileCheck::note_data(Piece::Kind folder) {
  (folder == Piece::Kind::kInput ? has_input_ : has_output_) = true;
}

bool FileCheck::has_service(std::string_view name) const {
  return yaml_.root().find("services").find(name).exists();
}
bool FileCheck::has_volume(std::string_view name) const {
  return yaml_.root().find("volumes").find(name).exists();
}
bool FileCheck::has_network(std::string_view name) const {
  return name == "default" || yaml_.root().find("networks").find(name).exists();
}
bool FileCheck::has_config(std::string_view name) const {
  return yaml_.root().find("configs").find(name).exists();
}

/// Some programs resolve variables in keys, too, and some take a `<<` in quotes for a merge key.
void FileCheck::check_keys() {
  const json::Document& document = yaml_.document();
  for (std::uint32_t i = 0; i < document.node_count(); ++i) {
    const json::Value value = document.value_at(i);
    const std::string_view key = value.key();
    if (key.find('$') != std::string_view::npos)
      at_key(rules::kUnresolvedVariable, value, "a `$` in a key")
          .hint("variables stand in values only");
    if (key == "<<")
      at_key(rules::kComposeForm, value, "a key `<<` in quotes, which some take for a merge key");
  }
}

void FileCheck::check() {
  const json::Value root = yaml_.root();
  if (!root.is_object()) {
    at_value(rules::kNoService, root, "no object with `services`: this is no Compose file");
    return;
  }
  check_keys();
  static const std::vector<std::string_view> kKnown = {
      "services", "volumes", "networks", "configs", "secrets", "include", "name", "version"};
  const auto keep = [&](std::string_view key, const std::vector<WrittenMember>& parts) {
    if (!parts.empty()) shared_.emplace_back(key, written(parts));
  };
  for (const json::Value member : root.members()) {
    const std::string_view key = member.key();
    if (key == "services" || key == "name" || key == "version") continue;
    if (key == "volumes") {
      keep(key, check_volumes(member, *this));
    } else if (key == "networks") {
      keep(key, check_networks(member, *this));
    } else if (key == "configs") {
      keep(key, check_configs(member, *this));
    } else if (key == "include" || key == "secrets") {
      if (is_empty(member)) continue;
      at_key(rules::kFurtherFile, member, fmt::format("`{}` takes other files in", key))
          .hint("a Compose file of a model stands alone: write everything into it");
    } else if (key.starts_with("x-podman")) {
      at_key(rules::kHostAccess, member,
             fmt::format("{} changes what containers of podman may do", shown(key)));
    } else if (!key.starts_with("x-")) {
      leave_out(member, kKnown);
    }
  }
  check_services(root.find("services"));
}

void FileCheck::check_services(json::Value services) {
  if (!services.is_object() || services.size() == 0) {
    if (!services.exists()) {
      findings_.run(rules::kNoService);
      findings_.at_opening(yaml_.root(), "no `services`: this is no Compose file");
    } else {
      at_key(rules::kNoService, services, "`services` holds no service");
    }
    return;
  }
  for (const json::Value service : services.members()) {
    if (!is_named(service, "service")) continue;
    if (!service.is_object()) {
      wrong_form(service, "an object that describes a service");
    } else {
      services_.emplace_back(service.key(), ServiceCheck(service, *this).check());
    }
  }
  check_mounted(services);
}

void FileCheck::check_mounted(json::Value services) {
  const auto tell = [&](const char* variable) {
    at_key(rules::kDataNotMounted, services,
           fmt::format("no service mounts the folder `{}`", variable))
        .hint(fmt::format("mount it: `${{{}}}:/a/folder`", variable));
  };
  if (!has_input_) tell(kInputVariable);
  if (!has_output_) tell(kOutputVariable);
}

Plan FileCheck::take_plan() {
  Plan plan;
  std::vector<WrittenMember> members = {{"services", laid_out(services_, 2)}};
  members.insert(members.end(), shared_.begin(), shared_.end());
  plan.document = laid_out(members, 0).json() + "\n";
  for (const auto& [name, text] : services_) {
    plan.services.push_back(name);
    if (!awaited_.contains(name)) plan.last_services.push_back(name);
  }
  plan.built = std::move(built_);
  return plan;
}

}  // namespace stacmlm::compose

// SPDX-License-Identifier: Apache-2.0
// The parts of a Compose file that services share. What exists outside of it, or comes from files
// of the machine, is refused.
#include <fmt/format.h>

#include "compose/file_check.h"
#include "rules/nearest.h"

namespace stacmlm::compose {
namespace {

using rules::shown;

/// The value says no more than what goes without saying: nothing, false, or the usual word.
bool is_usual(json::Value value, std::string_view word) {
  return is_empty(value) || (value.is_boolean() && !value.boolean()) ||
         (!word.empty() && value.equals(word));
}

bool is_object_or_null(json::Value value, std::string_view what, FileCheck& file) {
  if (value.is_null() || value.is_object()) return true;
  file.wrong_form(value, what);
  return false;
}

/// One volume. Its own name, a driver and what is external may mean data of others or a folder.
void check_volume(json::Value volume, FileCheck& file) {
  for (const json::Value member : volume.members()) {
    const std::string_view key = member.key();
    if (key.starts_with("x-") || (key == "driver" && is_usual(member, "local"))) continue;
    if (key == "driver" || key == "driver_opts" || key == "external" || key == "name") {
      if (is_usual(member, "")) continue;
      file.at_key(rules::kForeignVolume, member,
                  fmt::format("`{}` makes the volume `{}` one that may hold other data", key,
                              volume.key()))
          .hint("leave it out: a run gets a new volume");
    } else {
      file.leave_out(member);
    }
  }
}

EngineText check_network(json::Value network, FileCheck& file) {
  std::vector<WrittenMember> kept;
  for (const json::Value member : network.members()) {
    const std::string_view key = member.key();
    if (key == "internal" && member.is_boolean()) {
      kept.emplace_back(key, bare(member));
    } else if (key == "internal") {
      file.wrong_form(member, "true or false");
    } else if (key == "driver" || key == "driver_opts" || key == "external" || key == "name") {
      if (is_usual(member, key == "driver" ? "bridge" : "")) continue;
      file.at_key(
              rules::kHostAccess, member,
              fmt::format("`{}` may make the network `{}` one of the machine", key, network.key()))
          .hint("leave it out: a run gets a new network");
    } else if (!key.starts_with("x-")) {
      file.leave_out(member);
    }
  }
  return written(kept);
}

}  // namespace

std::vector<WrittenMember> check_volumes(json::Value volumes, FileCheck& file) {
  std::vector<WrittenMember> kept;
  if (!is_object_or_null(volumes, "an object of volumes", file)) return {};
  for (const json::Value volume : volumes.members()) {
    if (!file.is_named(volume, "volume")) continue;
    if (!is_object_or_null(volume, "an object that describes a volume", file)) continue;
    check_volume(volume, file);
    kept.emplace_back(volume.key(), written({}));
  }
  return kept;
}

std::vector<WrittenMember> check_networks(json::Value networks, FileCheck& file) {
  std::vector<WrittenMember> kept;
  if (!is_object_or_null(networks, "an object of networks", file)) return {};
  for (const json::Value network : networks.members()) {
    if (!file.is_named(network, "network")) continue;
    if (!is_object_or_null(network, "an object that describes a network", file)) continue;
    kept.emplace_back(network.key(), check_network(network, file));
  }
  return kept;
}

/// Texts that stand in the file itself.
std::vector<WrittenMember> check_configs(json::Value configs, FileCheck& file) {
  std::vector<WrittenMember> kept;
  if (!is_object_or_null(configs, "an object of configs", file)) return {};
  for (const json::Value config : configs.members()) {
    if (!file.is_named(config, "config")) continue;
    const json::Value content = config.find("content");
    if (!content.is_string()) file.wrong_form(config, "an object with a text as `content`");
    for (const json::Value member : config.members()) {
      const std::string_view key = member.key();
      if (key == "content" || key.starts_with("x-") || is_usual(member, "")) continue;
      file.at_key(rules::kFurtherFile, member,
                  fmt::format("`{}` takes the config {} from elsewhere", key, shown(config.key())))
          .hint("write the text itself as `content`");
    }
    if (content.is_string())
      kept.emplace_back(config.key(), written({{"content", file.copy(content)}}));
  }
  return kept;
}

}  // namespace stacmlm::compose

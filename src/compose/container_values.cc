// SPDX-License-Identifier: Apache-2.0
// Members of a service that concern its container alone. An engine makes options of their texts,
// so each is written only when it has its form.
#include <fmt/format.h>

#include "compose/service_check.h"
#include "compose/text_forms.h"
#include "rules/nearest.h"

namespace stacmlm::compose {

using rules::shown;

void ServiceCheck::copy_member(json::Value member, const CopiedMember& row) {
  using Shape = CopiedMember::Shape;
  std::optional<EngineText> value;
  if (row.shape == Shape::kCommand) {
    value = command(member, row.what);
  } else if (is_empty(member)) {
    return;
  } else if (row.shape == Shape::kFlag) {
    value = file_.flag(member);
  } else if (row.shape == Shape::kTexts && member.is_array()) {
    std::vector<EngineText> values;
    for (const json::Value element : member.elements()) {
      if (auto text = file_.fitting(element, row.what, row.fits)) values.push_back(*text);
    }
    value = listed(values);
  } else {
    value = file_.fitting(member, row.what, row.fits);
  }
  if (value) write(row.name, *value);
}

/// What the container reads itself: any text, the folders of the run included.
std::optional<EngineText> ServiceCheck::command(json::Value value, std::string_view what) {
  const auto is_scalar = [](json::Value word) {
    return word.is_string() || word.is_number() || word.is_boolean();
  };
  if (value.is_null()) return std::nullopt;
  if (value.is_string()) return file_.copy(value);
  if (!value.is_array()) {
    file_.wrong_form(value, what);
    return std::nullopt;
  }
  std::vector<EngineText> words;
  for (const json::Value word : value.elements()) {
    if (is_scalar(word)) {
      words.push_back(file_.copy(word));
    } else {
      file_.wrong_form(word, "a word of a command");
    }
  }
  return listed(words);
}

void ServiceCheck::check_healthcheck(json::Value settings) {
  if (!settings.is_object()) return file_.wrong_form(settings, "an object");
  std::vector<WrittenMember> kept;
  for (const json::Value setting : settings.members()) {
    const std::string_view key = setting.key();
    std::optional<EngineText> value;
    if (key == "test") {
      value = command(setting, "a text, or a list that starts with `CMD`, `CMD-SHELL` or `NONE`");
    } else if (key == "disable") {
      value = file_.flag(setting);
    } else if (key == "retries") {
      value = file_.fitting(setting, "a number", is_number);
    } else if (key == "interval" || key == "timeout" || key == "start_period" ||
               key == "start_interval") {
      value = file_.fitting(setting, "a duration such as `1m30s`", is_duration);
    } else if (!key.starts_with("x-")) {
      file_.leave_out(setting);
    }
    if (value) kept.emplace_back(key, *value);
  }
  write("healthcheck", written(kept));
}

void ServiceCheck::check_ulimits(json::Value limits) {
  constexpr std::string_view kNumber = "a number";
  if (!limits.is_object()) return file_.wrong_form(limits, "an object of limits");
  std::vector<WrittenMember> kept;
  for (const json::Value limit : limits.members()) {
    if (!is_word(limit.key())) {
      file_.at_key(rules::kComposeForm, limit,
                   fmt::format("{} is no name of a limit", shown(limit.key())));
    } else if (limit.is_object()) {
      std::vector<WrittenMember> both;
      for (const json::Value one : limit.members()) {
        if (one.key() != "soft" && one.key() != "hard") {
          file_.leave_out(one);
        } else if (auto value = file_.fitting(one, kNumber, is_number)) {
          both.emplace_back(one.key(), *value);
        }
      }
      kept.emplace_back(limit.key(), written(both));
    } else if (auto value = file_.fitting(limit, kNumber, is_number)) {
      kept.emplace_back(limit.key(), *value);
    }
  }
  write("ulimits", written(kept));
}

void ServiceCheck::check_configs(json::Value configs) {
  if (!configs.is_array()) return file_.wrong_form(configs, "a list of configs");
  std::vector<EngineText> kept;
  for (const json::Value one : configs.elements()) {
    if (auto text = config(one)) kept.push_back(*text);
  }
  write("configs", listed(kept));
}

std::optional<EngineText> ServiceCheck::config(json::Value config) {
  const json::Value source = config.is_object() ? config.find("source") : config;
  const auto name = file_.plain_text(source.exists() ? source : config, "the name of a config");
  if (!name) return std::nullopt;
  if (!file_.has_config(*name)) {
    file_.wrong_form(config, fmt::format("a config of this file, not {},", shown(*name)));
    return std::nullopt;
  }
  if (config.is_string()) return quoted(*name);
  std::vector<WrittenMember> kept = {{"source", quoted(*name)}};
  for (const json::Value member : config.members()) {
    const std::string_view key = member.key();
    std::optional<EngineText> value;
    if (key == "target") {
      value = file_.fitting(member, "a plain absolute path in the container", is_container_path);
    } else if (key == "uid" || key == "gid" || key == "mode") {
      value = file_.fitting(member, "a number", is_number);
    } else if (key != "source") {
      file_.leave_out(member);
    }
    if (value) kept.emplace_back(key, *value);
  }
  return written(kept);
}

}  // namespace stacmlm::compose

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compose/engine_text.h"
#include "compose/interpolation.h"
#include "rules/findings.h"
#include "rules/legacy/compose.h"
#include "stacmlm/compose/check.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::compose {

/// Checks one Compose file and collects what of it may be run. What is refused or not known is
/// never written, so that a mistake in a check leaves something out instead of letting it through.
class FileCheck {
 public:
  explicit FileCheck(const json::YamlDocument& yaml)
      : yaml_(yaml), findings_(rules::Profile::kDocumented) {}

  void check();

  [[nodiscard]] rules::Findings& findings() { return findings_; }
  /// What may be run. @pre no finding is an error
  [[nodiscard]] Plan take_plan();

  // For the checks of parts.

  rules::Finding& at_value(const rules::Rule& rule, json::Value value, std::string message) {
    findings_.run(rule);
    return findings_.at_value(value, std::move(message));
  }
  rules::Finding& at_key(const rules::Rule& rule, json::Value member, std::string message) {
    findings_.run(rule);
    return findings_.at_key(member, std::move(message));
  }
  /// Tells that the value is not `what`, which Compose wants.
  void wrong_form(json::Value value, std::string_view what);
  /// Tells that the member is not run; `known` are the words that may have been meant.
  void leave_out(json::Value member, const std::vector<std::string_view>& known = {});

  /// A text with its variables resolved; those that have no value in a run are told.
  Interpolated resolve(json::Value text);
  /// The text of a value that must be one without the folders of a run, or nothing (told).
  std::optional<std::string> plain_text(json::Value value, std::string_view what);
  /// A text, number, true or false as it is given to the engine; a text may hold the folders.
  EngineText copy(json::Value scalar);
  /// A text that fits, or such a number, without the folders of a run; or nothing (told).
  std::optional<EngineText> fitting(json::Value value, std::string_view what,
                                    bool (*fits)(std::string_view));
  /// True or false, or nothing (told).
  std::optional<EngineText> flag(json::Value value);
  /// Whether the member's key may name a service, volume, network or config, which is told if not.
  bool is_named(json::Value member, std::string_view what);

  void note_data(Piece::Kind folder);
  /// `name` does not start before `other`.
  void note_wait(std::string_view other) { awaited_.emplace(other); }
  void note_built(std::string_view service) { built_.emplace_back(service); }
  [[nodiscard]] bool has_service(std::string_view name) const;
  [[nodiscard]] bool has_volume(std::string_view name) const;
  [[nodiscard]] bool has_network(std::string_view name) const;
  [[nodiscard]] bool has_config(std::string_view name) const;

 private:
  void check_keys();
  void check_services(json::Value services);
  void check_mounted(json::Value services);

  const json::YamlDocument& yaml_;
  rules::Findings findings_;
  std::vector<WrittenMember> services_;
  std::vector<WrittenMember> shared_;  // volumes, networks, configs
  std::set<std::string, std::less<>> awaited_;
  std::vector<std::string> built_;
  bool has_input_ = false;
  bool has_output_ = false;
};

/// The volumes, networks and configs of the whole file, told what is wrong.
std::vector<WrittenMember> check_volumes(json::Value volumes, FileCheck& file);
std::vector<WrittenMember> check_networks(json::Value networks, FileCheck& file);
std::vector<WrittenMember> check_configs(json::Value configs, FileCheck& file);

/// Nothing, an empty text, list or object: as if it was not there.
bool is_empty(json::Value value);

}  // namespace stacmlm::compose

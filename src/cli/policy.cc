// SPDX-License-Identifier: Apache-2.0
#include "cli/policy.h"

#include <algorithm>

#include "cli/walk.h"

namespace stacmlm::cli {
namespace {

// `path` without the folder in front; the whole path if it lies elsewhere.
std::vector<std::string> below(const std::vector<std::string>& folder,
                               std::vector<std::string> path) {
  if (path.size() < folder.size() || !std::equal(folder.begin(), folder.end(), path.begin())) {
    return path;
  }
  path.erase(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(folder.size()));
  return path;
}

}  // namespace

FilePolicy::FilePolicy(const Policy& policy, const Config* config, const std::string& path)
    : policy_(&policy) {
  if (policy.profile) {
    profile_ = *policy.profile;
  } else if (config != nullptr && config->profile) {
    profile_ = *config->profile;
  }
  strict_ = policy.strict || (config != nullptr && config->strict.value_or(false));
  const CodeList* select = &policy.select;
  if (select->empty() && config != nullptr) select = &config->select;
  for (std::size_t i = 0; !select->empty() && i < rules::all_rules().size(); ++i) {
    actions_.push_back(select->has(i) ? Action::kKeep : Action::kHide);
  }
  if (config != nullptr) {
    act(config->severity);
    act(config->ignore, Action::kHide);
    std::vector<std::string> place;
    if (!config->overrides.empty() || !config->silences.empty()) {
      place = below(config->folder, absolute_components(path));
    }
    for (const Override& row : config->overrides) {
      const auto fits = [&](const auto& pattern) { return glob_matches(pattern, place); };
      if (std::ranges::none_of(row.paths, fits)) continue;
      act(row.severity);
      act(row.ignore, Action::kHide);
    }
    for (const Silence& silence : config->silences) {
      if (glob_matches(silence.path, place)) silences_.push_back(&silence);
    }
  }
  act(policy.ignore, Action::kHide);
}

void FilePolicy::act(const CodeList& codes, Action action) {
  if (codes.empty()) return;
  actions_.resize(rules::all_rules().size(), Action::kKeep);
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    if (codes.has(i) && actions_[i] != Action::kHide) actions_[i] = action;
  }
}

void FilePolicy::act(const std::vector<SeverityRow>& rows) {
  for (const SeverityRow& row : rows) {
    act(row.codes, row.severity == diag::Severity::kError     ? Action::kError
                   : row.severity == diag::Severity::kWarning ? Action::kWarning
                                                              : Action::kInfo);
  }
}

std::optional<diag::Severity> FilePolicy::shown(const diag::DocumentReport& report,
                                                const diag::Diagnostic& finding,
                                                std::vector<const Silence*>* used) const {
  const bool all_alike = actions_.empty() && silences_.empty();
  const std::size_t rule = all_alike ? 0 : rule_index(finding.code);
  const Action action = actions_.empty() ? Action::kKeep : actions_[rule];
  if (action == Action::kHide) return std::nullopt;
  bool is_silenced = false;
  for (const Silence* silence : silences_) {
    if (silence->pointer != finding.pointer || !silence->codes.has(rule)) continue;
    if (used != nullptr) used->push_back(silence);
    is_silenced = true;
  }
  if (is_silenced || policy_->baseline.knows(report.path, finding.code, finding.pointer)) {
    return std::nullopt;
  }
  switch (action) {
    case Action::kInfo:
      return diag::Severity::kInfo;
    case Action::kWarning:
      return severity_under(strict_, diag::Severity::kWarning);
    case Action::kError:
      return diag::Severity::kError;
    default:
      return severity_under(strict_, finding.severity);
  }
}

}  // namespace stacmlm::cli

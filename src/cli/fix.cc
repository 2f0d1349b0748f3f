// SPDX-License-Identifier: Apache-2.0
#include "cli/fix.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace stacmlm::cli {
namespace {

using json::PatchOperation;

constexpr int kRounds = 10;

bool is_element(std::string_view token) {
  return token == "-" || (!token.empty() && token.find_first_not_of("0123456789") == token.npos);
}

// The place that an operation at `pointer` changes: the whole container if it shifts elements.
std::string changed_place(const std::string& pointer, bool shifts) {
  const std::size_t slash = pointer.rfind('/');
  if (!shifts || slash == std::string::npos) return pointer;
  return is_element(std::string_view(pointer).substr(slash + 1)) ? pointer.substr(0, slash)
                                                                 : pointer;
}

bool is_inside(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

std::vector<std::string> changed_places(const std::vector<PatchOperation>& patch) {
  std::vector<std::string> places;
  for (const PatchOperation& operation : patch) {
    const auto kind = operation.kind;
    if (kind == PatchOperation::Kind::kTest) continue;
    const bool shifts = kind != PatchOperation::Kind::kReplace;
    places.push_back(changed_place(operation.path, shifts));
    if (!operation.from.empty()) places.push_back(changed_place(operation.from, shifts));
  }
  return places;
}

// Fixes of one report know nothing of each other: of those that touch the same place the first is
// taken, the others wait for the next round.
class Round {
 public:
  explicit Round(std::string text) : text_(std::move(text)) {}

  void apply(const std::vector<PatchOperation>& patch) {
    const std::vector<std::string> places = changed_places(patch);
    for (const std::string& place : places) {
      const auto meets = [&](const std::string& taken) {
        return is_inside(place, taken) || is_inside(taken, place);
      };
      if (std::ranges::any_of(taken_, meets)) return;
    }
    auto changed = json::apply_patch(text_, patch);
    if (!changed || *changed == text_) return;
    text_ = *std::move(changed);
    taken_.insert(taken_.end(), places.begin(), places.end());
    ++fixes;
  }
  std::string take() && { return std::move(text_); }

  std::size_t fixes = 0;

 private:
  std::string text_;
  std::vector<std::string> taken_;
};

}  // namespace

Fixed fix(rules::Checker& checker, std::string text, diag::DocumentReport report,
          const std::function<bool(const diag::DocumentReport&, const diag::Diagnostic&)>& wants) {
  Fixed fixed{std::move(text), std::move(report)};
  for (int i = 0; i < kRounds; ++i) {
    Round round(fixed.text);
    for (const diag::Diagnostic& finding : fixed.report.findings) {
      if (finding.fix && wants(fixed.report, finding)) round.apply(finding.fix->patch);
    }
    if (round.fixes == 0) break;
    fixed.fixes += round.fixes;
    fixed.text = std::move(round).take();
    fixed.report = checker.check(json::Text::copy_of(fixed.text), fixed.report.path);
  }
  return fixed;
}

}  // namespace stacmlm::cli

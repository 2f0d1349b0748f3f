// SPDX-License-Identifier: Apache-2.0
#include "cli/fix.h"

#include <algorithm>
#include <iterator>
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

// The patch does nothing but take one element out of its array.
bool removes_element(const std::vector<PatchOperation>& patch) {
  const PatchOperation* change = nullptr;
  for (const PatchOperation& operation : patch) {
    if (operation.kind == PatchOperation::Kind::kTest) continue;
    if (change != nullptr) return false;
    change = &operation;
  }
  return change != nullptr && change->kind == PatchOperation::Kind::kRemove &&
         is_element(std::string_view(change->path).substr(change->path.rfind('/') + 1));
}

std::vector<std::string> changed_places(const std::vector<PatchOperation>& patch) {
  std::vector<std::string> places;
  for (const PatchOperation& operation : patch) {
    const auto kind = operation.kind;
    if (kind == PatchOperation::Kind::kTest) continue;
    const bool shifts = kind != PatchOperation::Kind::kReplace && !removes_element(patch);
    places.push_back(changed_place(operation.path, shifts));
    if (!operation.from.empty()) places.push_back(changed_place(operation.from, shifts));
  }
  return places;
}

// In one array the place with the higher index comes behind the other, and what is inside it too.
bool comes_behind(std::string_view pointer, std::string_view other) {
  while (!pointer.empty() && !other.empty()) {
    const auto take = [](std::string_view& rest) {
      const std::size_t end = std::min(rest.find('/', 1), rest.size());
      const std::string_view token = rest.substr(1, end - 1);
      rest.remove_prefix(end);
      return std::pair(token.size(), token);  // indices have no leading zeros
    };
    const auto a = take(pointer);
    const auto b = take(other);
    if (a != b) return a > b;
  }
  return pointer.size() > other.size();
}

// Fixes of one report know nothing of each other: of those that touch the same place the first is
// taken, the others wait for the next round.
class Round {
 public:
  void take(const std::vector<PatchOperation>& patch) {
    std::vector<std::string> places = changed_places(patch);
    for (const std::string& place : places) {
      const auto meets = [&](const std::string& taken) {
        return is_inside(place, taken) || is_inside(taken, place);
      };
      if (std::ranges::any_of(taken_, meets)) return;
    }
    (removes_element(patch) ? removals_ : others_).push_back(&patch);
    std::ranges::move(places, std::back_inserter(taken_));
  }

  // Elements go last and from behind, so that every pointer still leads to what it did.
  std::size_t apply(std::string& text) {
    const auto place = [](const auto* patch) { return changed_places(*patch).front(); };
    std::ranges::stable_sort(removals_, comes_behind, place);
    others_.insert(others_.end(), removals_.begin(), removals_.end());
    std::size_t applied = 0;
    for (const std::vector<PatchOperation>* patch : others_) {
      auto changed = json::apply_patch(text, *patch);
      if (!changed || *changed == text) continue;
      text = *std::move(changed);
      ++applied;
    }
    return applied;
  }

 private:
  std::vector<const std::vector<PatchOperation>*> others_;
  std::vector<const std::vector<PatchOperation>*> removals_;
  std::vector<std::string> taken_;
};

}  // namespace

Fixed fix(Judge& judge, std::string text, Judged judged,
          const std::function<bool(const diag::DocumentReport&, const diag::Diagnostic&)>& wants) {
  Fixed fixed{std::move(text), std::move(judged)};
  for (int i = 0; i < kRounds; ++i) {
    Round round;
    const diag::DocumentReport& report = fixed.judged.report;
    for (const diag::Diagnostic& finding : report.findings) {
      if (finding.fix && wants(report, finding)) round.take(finding.fix->patch);
    }
    const std::size_t applied = round.apply(fixed.text);
    if (applied == 0) break;
    fixed.fixes += applied;
    fixed.judged = judge.judge(json::Text::copy_of(fixed.text), std::string(report.path));
  }
  return fixed;
}

}  // namespace stacmlm::cli

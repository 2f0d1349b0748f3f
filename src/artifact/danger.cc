// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/danger.h"

#include <array>
#include <cstddef>
#include <iterator>

namespace stacmlm::artifact {
namespace {

constexpr std::string_view kVerdicts[] = {"data-only", "unknown", "executes-code"};

struct KindFacts {
  DangerKind kind;
  std::string_view name;
  Verdict verdict;
};

constexpr KindFacts kKinds[] = {
    {DangerKind::kCall, "call", Verdict::kExecutesCode},
    {DangerKind::kPythonCode, "python-code", Verdict::kExecutesCode},
    {DangerKind::kNativeCode, "native-code", Verdict::kExecutesCode},
    {DangerKind::kFileAccess, "file-access", Verdict::kExecutesCode},
    {DangerKind::kCustomOperator, "custom-operator", Verdict::kUnknown},
    {DangerKind::kOutsidePath, "outside-path", Verdict::kUnknown},
    {DangerKind::kArchiveTrick, "archive-trick", Verdict::kUnknown},
    {DangerKind::kNotAnalysed, "not-analysed", Verdict::kUnknown},
};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kKinds); ++i) {
    if (static_cast<std::size_t>(kKinds[i].kind) != i) return false;
  }
  return true;
}
static_assert(is_in_order());

constexpr auto kAllKinds = [] {
  std::array<DangerKind, std::size(kKinds)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = kKinds[i].kind;
  return all;
}();

}  // namespace

std::string_view name_of(Verdict verdict) { return kVerdicts[static_cast<std::size_t>(verdict)]; }

std::span<const DangerKind> danger_kinds() { return kAllKinds; }

std::string_view name_of(DangerKind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }

Verdict verdict_of(DangerKind kind) { return kKinds[static_cast<std::size_t>(kind)].verdict; }

}  // namespace stacmlm::artifact

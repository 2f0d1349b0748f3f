// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/seen.h"
#include "rules/nearest.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

/// The number that six hexadecimal digits write; the schema reports other texts.
std::optional<std::uint32_t> color_of(std::string_view text) {
  std::uint32_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number, 16);
  if (text.size() != 6 || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

std::optional<std::uint32_t> number_of(const ClassView& view) {
  return view.color.is_string() ? color_of(view.color.string()) : std::nullopt;
}

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    const auto hash = [](const ClassView& entry) {
      const auto number = number_of(entry);
      return number ? std::optional(*number * 0x9E3779B1U >> 16) : std::nullopt;
    };
    if (surely_differ(view.classes, hash)) continue;
    Seen<std::uint32_t> seen;
    for (const ClassView& entry : view.classes) {
      const json::Value color = entry.color;
      const auto number = number_of(entry);
      if (!number) continue;
      const json::Value before = seen.find_or_add(*number, color);
      if (!before.exists()) continue;
      findings.at_value(color, fmt::format("two classes have the colour {}", shown(color.string())))
          .hint("a map cannot tell them apart")
          .related(before, "the other");
    }
  }
}

}  // namespace

const Rule kClassColor{"MLM413",
                       "class-color",
                       "two classes of one output have the same colour",
                       severities::kHint,
                       Subject::kModelItem,
                       &check,
                       "README.md#class-object"};

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Identifiers with dots between them.
bool is_dotted_name(std::string_view text) {
  bool at_start = true;
  for (const char c : text) {
    if (c == '.' ? at_start : !is_letter(c) && (at_start || c < '0' || c > '9')) return false;
    at_start = c == '.';
  }
  return !at_start;
}

bool is_entry_point(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && is_dotted_name(text.substr(0, colon)) &&
         is_dotted_name(text.substr(colon + 1));
}

/// A dotted name as an entry point: the first part with a capital is a class, else the last is the
/// function. Nothing if there is no module.
std::string with_colon(std::string_view text) {
  if (!is_dotted_name(text)) return {};
  std::size_t dot = text.rfind('.');
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (text[at] == '.' && text[at + 1] >= 'A' && text[at + 1] <= 'Z') {
      dot = at;
      break;
    }
  }
  if (dot == std::string_view::npos) return {};
  return fmt::format("{}:{}", text.substr(0, dot), text.substr(dot + 1));
}

void check(const Context& context, Findings& findings) {
  for (const ExpressionView& view : context.expressions()) {
    const json::Value expression = view.expression;
    if (!view.format.equals("python") || expression.is_null()) continue;
    if (expression.is_string() && is_entry_point(expression.string())) continue;
    Finding& finding = findings.at_value(
        expression,
        fmt::format("{} is no Python entry point",
                    expression.is_string() ? shown(expression.string()) : shown(expression.raw())));
    finding.hint("write `package.module:function` or `package.module:Class.method`");
    if (!expression.is_string() || findings.is_full()) continue;
    const std::string cured = with_colon(expression.string());
    if (cured.empty()) continue;
    finding.hint(fmt::format("write `{}`", cured))
        .unsafe_fix("put a colon between module and function",
                    {{json::PatchOperation::Kind::kReplace, json::pointer_to(expression),
                      json::quote(cured), ""}});
  }
}

}  // namespace

const Rule kPythonExpressionForm{"MLM335",
                                 "python-expression-form",
                                 "a Python expression is no entry point",
                                 severities::kShouldDocumented,
                                 Subject::kModelItem,
                                 &check,
                                 "README.md#processing-expression"};

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#include "artifact/verify/comparing.h"

#include <fmt/format.h>

#include "json/utf8.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::artifact {
namespace {

/// Names in files may be any bytes; those that are no UTF-8 become U+FFFD.
std::string valid(std::string text) {
  if (json::first_invalid_utf8(text) == text.size()) return text;
  std::string whole;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t bytes = json::utf8_sequence(rest);
    whole += bytes == 0 ? std::string_view("\xEF\xBF\xBD") : rest.substr(0, bytes);
    rest.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  return whole;
}

}  // namespace

std::string one_line(json::Value value) {
  constexpr std::size_t kMost = 120;
  std::string line;
  bool is_text = false;
  bool is_escaped = false;
  for (const char c : value.raw()) {
    if (line.size() >= kMost) return valid(std::move(line)) + "...";
    if (!is_text && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) continue;
    line += c;
    if (!is_text && (c == ',' || c == ':')) line += ' ';
    if (c == '"' && !is_escaped) is_text = !is_text;
    is_escaped = is_text && c == '\\' && !is_escaped;
  }
  return line;
}

std::string Subject::why_silent(std::string_view what) const {
  if (!is_whole()) return fmt::format("the file could not be read to its end: {}", file.fault);
  if (format == nullptr) return "the format of the file is not known";
  if (!format->is_read) return fmt::format("{}: recognised, and not read", format->title);
  return fmt::format("this file ({}) does not state {}", format->title, what);
}

Comparison& Comparing::add(Agreement verdict, Pair pair, std::string reason) {
  return rows_.emplace_back(Comparison{subject_.name,
                                       std::move(pair.field),
                                       json::pointer_to(pair.place),
                                       verdict,
                                       valid(std::move(pair.stated)),
                                       valid(std::move(pair.found)),
                                       valid(std::move(reason)),
                                       {}});
}

void Comparing::agrees(Pair pair, std::string reason) {
  add(Agreement::kAgrees, std::move(pair), std::move(reason));
}

void Comparing::compatible(Pair pair, std::string reason) {
  add(Agreement::kCompatible, std::move(pair), std::move(reason));
}

void Comparing::explained(Pair pair, std::string reason) {
  std::string message =
      fmt::format("`{}` is {}, the file has {}: {}", pair.field, pair.stated, pair.found, reason);
  tell(rules::kExplainedDifference, pair.place, std::move(message));
  add(Agreement::kCompatible, std::move(pair), std::move(reason)).code =
      rules::kExplainedDifference.code;
}

rules::Finding& Comparing::contradicts(const rules::Rule& rule, Pair pair, std::string message) {
  const json::Value place = pair.place;
  add(Agreement::kContradicts, std::move(pair), message).code = rule.code;
  return tell(rule, place, std::move(message));
}

void Comparing::cannot_tell(Pair pair, std::string reason) {
  if (tell_all_) {
    tell(rules::kNotCompared, pair.place,
         fmt::format("`{}` is not compared: {}", pair.field, reason));
  }
  add(Agreement::kCannotTell, std::move(pair), std::move(reason));
}

bool Comparing::has_told(const rules::Rule& rule, json::Value place) const {
  const std::string pointer = json::pointer_to(place);
  return std::ranges::any_of(rows_, [&](const Comparison& row) {
    const std::string_view below = row.pointer;
    return row.asset == subject_.name && row.code == rule.code && below.starts_with(pointer) &&
           (below.size() == pointer.size() || below[pointer.size()] == '/');
  });
}

void Comparing::contradicts_too(const rules::Rule& rule, Pair pair) {
  add(Agreement::kContradicts, std::move(pair), "the file says so already").code = rule.code;
}

rules::Finding& Comparing::tell(const rules::Rule& rule, json::Value place, std::string message) {
  findings_.run(rule);
  message = valid(std::move(message));
  rules::Finding& finding = place.is_object() ? findings_.at_opening(place, std::move(message))
                                              : findings_.at_value(place, std::move(message));
  const json::Value href = subject_.asset.asset.href.raw();
  if (href.is_string() && !(href == place) && !findings_.is_full())
    finding.related(href, fmt::format("the file {}", rules::shown(href.string())));
  return finding;
}

}  // namespace stacmlm::artifact

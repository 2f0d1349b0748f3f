// SPDX-License-Identifier: Apache-2.0
#include "author/collection/summary_sum.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "stacmlm/json/patch.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::author {
namespace {

constexpr std::size_t kMostValues = 200;

/// Names and free texts: each model has its own.
constexpr std::array<std::string_view, 3> kOfOneModel = {"mlm:name", "mlm:pretrained_source",
                                                         "mlm:accelerator_summary"};
/// What differs from model to model as a whole; MLM 1.6.0 refuses it.
constexpr std::array<std::string_view, 3> kStructures = {"mlm:input", "mlm:output",
                                                         "mlm:hyperparameters"};
/// Of STAC core and its extensions: what models are chosen by.
constexpr std::array<std::string_view, 6> kOthers = {"platform", "instruments", "constellation",
                                                     "mission",  "gsd",         "processing:level"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view key) {
  return std::ranges::find(list, key) != list.end();
}

bool is_item_field(std::string_view key, mlm::Version version) {
  return std::ranges::any_of(mlm::Model::members(), [&](const auto& member) {
    return member.key == key && member.scope != stac::Scope::kAssetOnly &&
           member.known.holds(ordinal(version));
  });
}

}  // namespace

bool is_summarised(std::string_view key, mlm::Version version) {
  if (holds(kOthers, key)) return true;
  if (!is_item_field(key, version) || holds(kStructures, key)) return false;
  return version >= mlm::Version::kV1_6_0 || !holds(kOfOneModel, key);
}

std::string MemberValues::json() const {
  if (is_range())
    return fmt::format(R"({{"minimum": {}, "maximum": {}}})", least->text, greatest->text);
  return are_too_many || listed.empty() ? std::string()
                                        : fmt::format("[{}]", fmt::join(listed, ", "));
}

// NOLINTNEXTLINE(misc-no-recursion): one level, for the elements of a list
void SummarySum::add(std::string_view key, json::Value value) {
  if (value.is_array()) {
    for (const json::Value element : value.elements()) {
      if (!element.is_array()) add(key, element);
    }
    return;
  }
  const bool is_number = value.is_number() && std::isfinite(value.number());
  if (!value.is_string() && !value.is_boolean() && !is_number) return;
  MemberValues& values = members_[std::string(key)];
  if (is_number) {
    const MemberValues::Number number{value.number(), std::string(value.raw())};
    if (!values.least || number.value < values.least->value) values.least = number;
    if (!values.greatest || number.value > values.greatest->value) values.greatest = number;
  } else {
    values.has_words = true;
  }
  if (values.are_too_many) return;
  // 1 and 1.0 are one value.
  values.listed.insert(value.is_string() ? json::quote(value.string())
                       : is_number       ? fmt::format("{}", value.number())
                                         : std::string(value.raw()));
  if (values.listed.size() <= kMostValues) return;
  values.are_too_many = true;
  values.listed.clear();
}

void SummarySum::add_item(json::Value item) {
  for (const json::Value member : item.find("properties").members()) {
    if (is_summarised(member.key(), version_)) add(member.key(), member);
  }
}

void SummarySum::add_summaries(json::Value summaries) {
  for (const json::Value summary : summaries.members()) {
    if (!is_summarised(summary.key(), version_)) continue;
    if (summary.is_array()) {
      add(summary.key(), summary);
    } else {
      add(summary.key(), summary.find("minimum"));
      add(summary.key(), summary.find("maximum"));
    }
  }
}

std::vector<std::string> SummarySum::notes(json::Value old) const {
  std::vector<std::string> notes;
  for (const auto& [key, values] : members_) {
    const bool is_list = old.find(key).is_array();
    if (!values.are_too_many || (values.is_range() && !is_list)) continue;
    notes.push_back(fmt::format(
        "more than {} values of `{}`: {}", kMostValues, key,
        old.find(key).exists() ? "their summary stays as it is" : "they are not summarised"));
  }
  return notes;
}

SummarySum SummarySum::as_in(mlm::Version version) const {
  SummarySum sum(version);
  for (const auto& [key, values] : members_) {
    if (is_summarised(key, version)) sum.members_.emplace(key, values);
  }
  return sum;
}

}  // namespace stacmlm::author

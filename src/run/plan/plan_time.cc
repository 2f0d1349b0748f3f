// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "json/read_text.h"
#include "run/plan/planning.h"
#include "stacmlm/stac/datetime.h"

namespace stacmlm::run {
namespace {

std::string text_of(json::Value value) {
  return value.is_string() ? std::string(value.string()) : std::string();
}

}  // namespace

base::Result<void> plan_time(Planning& planning) {
  Plan& plan = planning.plan;
  const std::string& asked = planning.options.datetime;
  if (!asked.empty()) {
    if (!stac::read_datetime(asked)) {
      return base::fail(base::ErrorKind::kInvalidArgument,
                        fmt::format("--datetime {}: no RFC 3339 time, such as "
                                    "2024-06-01T10:30:00Z",
                                    asked));
    }
    plan.datetime = asked;
    return {};
  }
  if (const std::string& text = planning.scene.times.front().item; !text.empty()) {
    json::Parser parser;
    json::Document document;
    STACMLM_TRY(const json::Value item, json::read_text(parser, text, document));
    const json::Value properties = item.find("properties");
    plan.datetime = text_of(properties.find("start_datetime"));
    plan.end_datetime = text_of(properties.find("end_datetime"));
    if (plan.datetime.empty() || plan.end_datetime.empty()) {
      plan.datetime = text_of(properties.find("datetime"));
      plan.end_datetime.clear();
    }
  }
  if (plan.datetime.empty())
    planning.ask("", "the scene does not tell when it was taken", "--datetime");
  return {};
}

}  // namespace stacmlm::run

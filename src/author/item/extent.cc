// SPDX-License-Identifier: Apache-2.0
// Where and when: bbox, geometry and times.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "author/item/item_draft.h"
#include "rules/nearest.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/stac/datetime.h"
#include "stacmlm/stac/geometry.h"

namespace stacmlm::author {
namespace {

constexpr double kMostLongitude = 180;
constexpr double kMostLatitude = 90;

/// Core takes no null in a range: an open end is a far date.
constexpr std::string_view kOpen = "..";
constexpr std::string_view kOpenStart = "1900-01-01T00:00:00Z";
constexpr std::string_view kOpenEnd = "9999-12-31T23:59:59Z";

/// Numbers of a box as they are written.
struct Edges {
  std::string west, south, east, north;
};

std::string ring(const Edges& box) {
  return fmt::format("[[[{0}, {1}], [{2}, {1}], [{2}, {3}], [{0}, {3}], [{0}, {1}]]]", box.west,
                     box.south, box.east, box.north);
}

/// Counter-clockwise, and in two parts where it crosses the antimeridian.
std::string geometry_of(const Edges& edges, const stac::Box& box) {
  if (!box.crosses_antimeridian())
    return fmt::format(R"({{"type": "Polygon", "coordinates": {}}})", ring(edges));
  const Edges eastern{edges.west, edges.south, "180", edges.north};
  const Edges western{"-180", edges.south, edges.east, edges.north};
  return fmt::format(R"({{"type": "MultiPolygon", "coordinates": [{}, {}]}})", ring(eastern),
                     ring(western));
}

std::optional<std::string> fault_of(const stac::Box& box) {
  const bool is_beyond = std::abs(box.west) > kMostLongitude ||
                         std::abs(box.east) > kMostLongitude ||
                         std::abs(box.south) > kMostLatitude || std::abs(box.north) > kMostLatitude;
  if (is_beyond) return "degrees: west and east from -180 to 180, south and north from -90 to 90";
  if (box.south > box.north) return "south is above north";
  if (box.south == box.north || box.west == box.east) return "it has no area";
  // Cut there, one part would have no area.
  if (box.crosses_antimeridian() && box.west == kMostLongitude) return "write west as -180";
  if (box.crosses_antimeridian() && box.east == -kMostLongitude) return "write east as 180";
  return std::nullopt;
}

ItemResult<void> set_box(ItemDraft& draft, json::Value array, bool with_geometry) {
  const auto box = stac::read_box(array);
  if (!box)
    return refuse("bbox", fmt::format("{} is not west,south,east,north in degrees",
                                      rules::shown(array.raw())));
  if (const auto fault = fault_of(*box))
    return refuse("bbox", fmt::format("{}: {}", rules::shown(array.raw()), *fault));
  JsonObject& root = draft.given.root;
  root.set("bbox", std::string(array.raw()));
  if (!with_geometry) return {};
  const auto number = [&](std::size_t at) { return std::string(array.at(at).raw()); };
  const std::size_t half = array.size() / 2;  // with heights there are six
  root.set("geometry", geometry_of({number(0), number(1), number(half), number(half + 1)}, *box));
  return {};
}

void set_box_of_geometry(ItemDraft& draft, json::Value geometry) {
  const stac::GeometryFacts facts = stac::read_geometry(geometry);
  if (!facts.is_readable || facts.positions == 0) return draft.miss("bbox");
  const bool touches_both = facts.box.west == -kMostLongitude && facts.box.east == kMostLongitude;
  const stac::Box box = stac::bounding_box_of(facts, touches_both);
  draft.given.root.set("bbox",
                       fmt::format("[{}, {}, {}, {}]", box.west, box.south, box.east, box.north));
}

bool is_day(std::string_view text) {
  constexpr std::size_t kSize = 10;  // 2024-01-31
  return text.size() == kSize && stac::read_datetime(std::string(text) + "T00:00:00Z");
}

enum class End { kStart, kEnd };

ItemResult<std::string> read_time(std::string_view text, End end) {
  if (is_day(text))
    return fmt::format("{}T{}Z", text, end == End::kStart ? "00:00:00" : "23:59:59");
  if (stac::read_datetime(text)) return std::string(text);
  return refuse("datetime", fmt::format("{} is neither a day nor a time like 2024-01-31T12:00:00Z",
                                        rules::shown(text)));
}

ItemResult<void> set_range(ItemDraft& draft, std::string_view first, std::string_view last) {
  if (first == kOpen && last == kOpen) return refuse("datetime", "a range needs one end");
  STACMLM_TRY(const std::string start, read_time(first == kOpen ? kOpenStart : first, End::kStart));
  STACMLM_TRY(const std::string end, read_time(last == kOpen ? kOpenEnd : last, End::kEnd));
  if (*stac::read_datetime(start) > *stac::read_datetime(end))
    return refuse("datetime",
                  fmt::format("{} is after {}", rules::shown(start), rules::shown(end)));
  JsonObject& properties = draft.given.properties;
  properties.set("datetime", "null");
  properties.set_text("start_datetime", start);
  properties.set_text("end_datetime", end);
  return {};
}

/// Days become times. A property that is no text stays, and the rules tell.
ItemResult<void> complete_given_times(ItemDraft& draft) {
  struct Time {
    std::string_view key;
    End end;
  };
  constexpr std::array<Time, 3> kTimes = {
      {{"datetime", End::kStart}, {"start_datetime", End::kStart}, {"end_datetime", End::kEnd}}};
  for (const Time& time : kTimes) {
    const json::Value given = draft.given.source.find(time.key);
    if (!given.is_string() || !is_day(given.string())) continue;
    STACMLM_TRY(const std::string text, read_time(given.string(), time.end));
    draft.given.properties.set_text(time.key, text);
  }
  return {};
}

}  // namespace

ItemResult<void> tell_place(ItemDraft& draft) {
  const GivenItem& given = draft.given;
  if (!draft.options.bbox.empty()) {
    json::Document box;
    const std::string list = "[" + draft.options.bbox + "]";
    if (json::Parser().parse(json::Text::copy_of(list), box))
      return refuse("bbox", fmt::format("{} is not west,south,east,north in degrees",
                                        rules::shown(draft.options.bbox)));
    return set_box(draft, box.root(), true);
  }
  const bool has_geometry = given.geometry.exists();
  if (has_geometry) draft.given.root.set("geometry", std::string(given.geometry.raw()));
  if (given.bbox.exists()) return set_box(draft, given.bbox, !has_geometry);
  if (has_geometry) {
    set_box_of_geometry(draft, given.geometry);
  } else {
    draft.given.root.set("geometry", "null");
    draft.miss("bbox");
  }
  return {};
}

ItemResult<void> tell_time(ItemDraft& draft) {
  const std::string_view told = draft.options.datetime;
  JsonObject& properties = draft.given.properties;
  const std::size_t slash = told.find('/');
  if (slash != std::string_view::npos)
    return set_range(draft, told.substr(0, slash), told.substr(slash + 1));
  if (!told.empty()) {
    STACMLM_TRY(const std::string time, read_time(told, End::kStart));
    properties.remove("start_datetime");
    properties.remove("end_datetime");
    properties.set_text("datetime", time);
    return {};
  }
  if (auto completed = complete_given_times(draft); !completed) return completed;
  const json::Value datetime = draft.given.source.find("datetime");
  if (datetime.exists() && !datetime.is_null()) return {};
  properties.set("datetime", "null");
  if (!properties.has("start_datetime") || !properties.has("end_datetime")) draft.miss("datetime");
  return {};
}

}  // namespace stacmlm::author

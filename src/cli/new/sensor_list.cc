// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/new/new_run.h"
#include "cli/table.h"
#include "stacmlm/author/sensor.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::cli {
namespace {

std::string or_nothing(double number) { return number == 0 ? "" : fmt::format("{}", number); }

std::string json_number(double number) { return number == 0 ? "null" : fmt::format("{}", number); }

std::string json_text(std::string_view text) { return text.empty() ? "null" : json::quote(text); }

std::string band_json(const author::SensorBand& band) {
  return fmt::format(
      R"({{"name": {}, "description": {}, "common_name": {}, "center_wavelength": {}, "full_width_half_max": {}, "gsd": {}}})",
      json::quote(band.name), json_text(band.description), json_text(band.common_name),
      json_number(band.center_wavelength), json_number(band.full_width_half_max),
      json_number(band.gsd));
}

}  // namespace

std::string sensors_text() {
  std::string out;
  for (const author::Sensor& sensor : author::sensors()) {
    if (!out.empty()) out += "\n";
    out += fmt::format("{}: {}\n", sensor.name, sensor.title);
    Table table({"band", "common name", "centre µm", "width µm", "gsd m", "is"});
    for (const author::SensorBand& band : sensor.bands) {
      table.add({std::string(band.name), std::string(band.common_name),
                 or_nothing(band.center_wavelength), or_nothing(band.full_width_half_max),
                 or_nothing(band.gsd), std::string(band.description)});
    }
    out += table.text(2);
  }
  return out;
}

std::string sensors_json() {
  std::string out = "[";
  for (const author::Sensor& sensor : author::sensors()) {
    out +=
        fmt::format("{}\n  {{\"name\": {}, \"title\": {}, \"bands\": [", out.size() > 1 ? "," : "",
                    json::quote(sensor.name), json::quote(sensor.title));
    bool is_first = true;
    for (const author::SensorBand& band : sensor.bands) {
      out += fmt::format("{}\n    {}", is_first ? "" : ",", band_json(band));
      is_first = false;
    }
    out += "\n  ]}";
  }
  return out + "\n]\n";
}

}  // namespace stacmlm::cli

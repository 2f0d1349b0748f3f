// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

std::string_view name_of(BandMatch match) {
  switch (match) {
    case BandMatch::kOpen:
      return "open";
    case BandMatch::kOption:
      return "option";
    case BandMatch::kName:
      return "name";
    case BandMatch::kAlias:
      return "alias";
    case BandMatch::kCommonName:
      return "common name";
    case BandMatch::kWavelength:
      return "wavelength";
    case BandMatch::kPosition:
      return "position";
  }
  return "";
}

std::string_view name_of(OutputKind kind) {
  switch (kind) {
    case OutputKind::kClassMap:
      return "class map";
    case OutputKind::kProbabilities:
      return "probabilities";
    case OutputKind::kValues:
      return "values";
    case OutputKind::kMask:
      return "mask";
    case OutputKind::kBoxes:
      return "boxes";
    case OutputKind::kPolygons:
      return "polygons";
    case OutputKind::kTable:
      return "table";
  }
  return "";
}

bool is_layer(OutputKind kind) {
  return kind == OutputKind::kBoxes || kind == OutputKind::kPolygons || kind == OutputKind::kTable;
}

bool has_classes(OutputKind kind) {
  return kind == OutputKind::kClassMap || kind == OutputKind::kMask;
}

}  // namespace stacmlm::run

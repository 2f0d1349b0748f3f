// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/raster/pixel_type.h"

#include <array>

namespace stacmlm::raster {
namespace {

struct Row {
  std::string_view name;
  std::size_t size;
};

// In the order of PixelType.
constexpr std::array<Row, 10> kTypes{{{"uint8", 1},
                                      {"int8", 1},
                                      {"uint16", 2},
                                      {"int16", 2},
                                      {"uint32", 4},
                                      {"int32", 4},
                                      {"uint64", 8},
                                      {"int64", 8},
                                      {"float32", 4},
                                      {"float64", 8}}};

}  // namespace

std::size_t size_of(PixelType type) { return kTypes[static_cast<std::size_t>(type)].size; }

std::string_view name_of(PixelType type) { return kTypes[static_cast<std::size_t>(type)].name; }

std::optional<PixelType> pixel_type_of(std::string_view name) {
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    if (kTypes[i].name == name) return static_cast<PixelType>(i);
  }
  return std::nullopt;
}

}  // namespace stacmlm::raster

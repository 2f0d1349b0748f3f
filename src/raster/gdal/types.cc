// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/types.h"

#include <array>
#include <string_view>

namespace stacmlm::raster {
namespace {

// In the order of PixelType.
constexpr std::array<GDALDataType, 10> kTypes{GDT_Byte,    GDT_Byte,   GDT_UInt16, GDT_Int16,
                                              GDT_UInt32,  GDT_Int32,  GDT_UInt64, GDT_Int64,
                                              GDT_Float32, GDT_Float64};

struct Words {
  GDALRIOResampleAlg reading;
  GDALResampleAlg warping;
};

// In the order of Resampling.
constexpr std::array<Words, 7> kResampling{{
    {GRIORA_NearestNeighbour, GRA_NearestNeighbour},
    {GRIORA_Bilinear, GRA_Bilinear},
    {GRIORA_Cubic, GRA_Cubic},
    {GRIORA_CubicSpline, GRA_CubicSpline},
    {GRIORA_Lanczos, GRA_Lanczos},
    {GRIORA_Average, GRA_Average},
    {GRIORA_Mode, GRA_Mode},
}};

const Words& words_of(Resampling resampling) {
  return kResampling[static_cast<std::size_t>(resampling)];
}

}  // namespace

GDALDataType gdal_type_of(PixelType type) { return kTypes[static_cast<std::size_t>(type)]; }

std::optional<PixelType> pixel_type_of(GDALRasterBandH band) {
  const GDALDataType type = gdal.GDALGetRasterDataType(band);
  const char* const sign = gdal.GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE");
  if (type == GDT_Byte && text_of(sign) == "SIGNEDBYTE") return PixelType::kInt8;
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    if (kTypes[i] == type) return static_cast<PixelType>(i);
  }
  return std::nullopt;
}

GDALRIOResampleAlg reading_word(Resampling resampling) { return words_of(resampling).reading; }
GDALResampleAlg warping_word(Resampling resampling) { return words_of(resampling).warping; }

std::string text_of(const char* text) { return text == nullptr ? std::string() : text; }

}  // namespace stacmlm::raster

// SPDX-License-Identifier: Apache-2.0
// Other rasters made of scene.tif, without a pixel of their own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace stacmlm::run {

struct VrtOptions {
  std::int64_t width = 0;  ///< of scene.tif
  std::int64_t height = 0;
  int more = 0;                        ///< is added to all numbers but nodata
  std::vector<int> bands{1, 2, 3, 4};  ///< of scene.tif
  std::vector<std::string> names{"B02", "B03", "B04", "B08"};
  /// Of the VRT: where the pixels are.
  std::string place =
      "<SRS>EPSG:32632</SRS>"
      "<GeoTransform>600000, 10, 0, 5100000, 0, -10</GeoTransform>";
};

/// A VRT beside scene.tif.
inline std::string vrt(const VrtOptions& options) {
  const std::string size = "rasterXSize=\"" + std::to_string(options.width) + "\" rasterYSize=\"" +
                           std::to_string(options.height) + "\"";
  std::string text = "<VRTDataset " + size + ">" + options.place;
  for (std::size_t i = 0; i < options.bands.size(); ++i) {
    text += "<VRTRasterBand dataType=\"UInt16\" band=\"" + std::to_string(i + 1) + "\">";
    if (!options.names[i].empty()) text += "<Description>" + options.names[i] + "</Description>";
    text +=
        "<NoDataValue>0</NoDataValue><ComplexSource>"
        "<SourceFilename relativeToVRT=\"1\">scene.tif</SourceFilename><SourceBand>" +
        std::to_string(options.bands[i]) + "</SourceBand><NODATA>0</NODATA><ScaleOffset>" +
        std::to_string(options.more) +
        "</ScaleOffset><ScaleRatio>1</ScaleRatio></ComplexSource></VRTRasterBand>";
  }
  return text + "</VRTDataset>";
}

}  // namespace stacmlm::run

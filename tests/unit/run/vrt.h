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
  std::int64_t step = 1;               ///< pixels of scene.tif along one
  std::vector<int> bands{1, 2, 3, 4};  ///< of scene.tif
  std::vector<std::string> names{"B02", "B03", "B04", "B08"};
  /// Where the pixels are; `-`: where those of scene.tif are.
  std::string place = "-";
};

/// A VRT beside scene.tif.
inline std::string vrt(const VrtOptions& options) {
  const auto size_text = [&](std::int64_t pixels) {
    return std::to_string((pixels + options.step - 1) / options.step);
  };
  const std::string pixel = std::to_string(10 * options.step);
  std::string text = "<VRTDataset rasterXSize=\"" + size_text(options.width) + "\" rasterYSize=\"" +
                     size_text(options.height) + "\">";
  text += options.place != "-" ? options.place
                               : "<SRS>EPSG:32632</SRS><GeoTransform>600000, " + pixel +
                                     ", 0, 5100000, 0, -" + pixel + "</GeoTransform>";
  const auto rectangle = [&](const char* name, double pixels) {
    return std::string("<") + name + " xOff=\"0\" yOff=\"0\" xSize=\"" +
           std::to_string(static_cast<double>(options.width) / pixels) + "\" ySize=\"" +
           std::to_string(static_cast<double>(options.height) / pixels) + "\"/>";
  };
  for (std::size_t i = 0; i < options.bands.size(); ++i) {
    text += "<VRTRasterBand dataType=\"UInt16\" band=\"" + std::to_string(i + 1) + "\">";
    if (!options.names[i].empty()) text += "<Description>" + options.names[i] + "</Description>";
    text +=
        "<NoDataValue>0</NoDataValue><ComplexSource>"
        "<SourceFilename relativeToVRT=\"1\">scene.tif</SourceFilename><SourceBand>" +
        std::to_string(options.bands[i]) + "</SourceBand>" + rectangle("SrcRect", 1) +
        rectangle("DstRect", static_cast<double>(options.step)) +
        "<NODATA>0</NODATA><ScaleOffset>" + std::to_string(options.more) +
        "</ScaleOffset><ScaleRatio>1</ScaleRatio></ComplexSource></VRTRasterBand>";
  }
  return text + "</VRTDataset>";
}

}  // namespace stacmlm::run

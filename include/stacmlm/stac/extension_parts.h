// SPDX-License-Identifier: Apache-2.0
// Parts of the extension schemas that other schemas, the one of MLM above all, refer to.
#pragma once

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

/// `classification:classes` of classification 1.1.0.
json::Shape classification_classes_v1_1();

/// `processing:expression` of processing 1.1.0.
json::Shape processing_expression_v1_1();

/// `data_type` of a band, the same in raster 1.0.0 and 1.1.0.
json::Shape raster_data_type();

/// `statistics` of a band, the same in raster 1.0.0 and 1.1.0.
json::Shape raster_statistics_v1_1();

}  // namespace stacmlm::stac

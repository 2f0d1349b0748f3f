// SPDX-License-Identifier: Apache-2.0
// Formats that are recognised and named, and no more.
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

extern const FormatReader kHtmlPage;  ///< what a web page about a file delivers instead of the file
extern const FormatReader kTensorRt;
extern const FormatReader kCoreMl;
extern const FormatReader kCoreMlPackage;
extern const FormatReader kPaddle;
extern const FormatReader kPaddleWeights;
extern const FormatReader kMxnet;
extern const FormatReader kEsriPackage;  ///< a zip of weights, Python code and an `.emd`

}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
// Models of XGBoost, as JSON and as UBJSON: the same tree of values.
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

extern const FormatReader kXgboostJson;
extern const FormatReader kXgboostUbj;

}  // namespace stacmlm::artifact

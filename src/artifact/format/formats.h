// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

/// Every format, in the order in which a file is tried.
std::span<const FormatReader* const> format_readers();

}  // namespace stacmlm::artifact

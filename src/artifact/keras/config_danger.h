// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "artifact/collector.h"
#include "stacmlm/json/document.h"

namespace stacmlm::artifact::keras {

/// Reports what Keras would import, call or unpack for a configuration: every object in it that
/// names a class or a function, however deep, whatever stands around it.
base::Result<void> find_danger(const json::Document& config, std::string_view where,
                               Collector& collector);

}  // namespace stacmlm::artifact::keras

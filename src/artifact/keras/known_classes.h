// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::artifact::keras {

/// True for the classes that Keras knows by name alone, as configurations before Keras 3 have it.
bool is_known_class(std::string_view name);

}  // namespace stacmlm::artifact::keras

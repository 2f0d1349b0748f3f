// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::mlm {

/// The ECMA-262 regular expression of the `stac_extensions` entries that version_of_uri() knows.
std::string uri_expression();

}  // namespace stacmlm::mlm

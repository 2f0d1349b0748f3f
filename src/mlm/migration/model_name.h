// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::mlm::migration {

/// `text` with what `mlm:name` does not take replaced by hyphens.
std::string model_name_of(std::string_view text);

}  // namespace stacmlm::mlm::migration

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::mlm {

/// Where the documentation of MLM, or that of ml-model, describes the member `key` of any of its
/// objects, as the descriptions say: `README.md#task-enum` for `mlm:tasks`. Empty for a member that
/// is described with the object that holds it.
std::string_view section_of(std::string_view key);

}  // namespace stacmlm::mlm

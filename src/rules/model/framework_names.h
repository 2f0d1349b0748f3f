// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::rules {

/// MLM's newest word for the framework that a name means: a word of the list in any spelling, or
/// the name of its package (`sklearn`: `scikit-learn`). Empty: it means none of the list.
std::string_view framework_named(std::string_view name);

}  // namespace stacmlm::rules

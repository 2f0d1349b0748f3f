// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::run {

/// `kInvalidArgument` unless it is one of the words: `--pad round: reflect, edge or constant`.
base::Result<void> check_word(std::string_view option, std::string_view word,
                              const std::vector<std::string>& words);

}  // namespace stacmlm::run

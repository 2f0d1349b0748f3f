// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "artifact/pickle/values.h"

namespace stacmlm::artifact::pickle {

/// Keys and values of a dict, in their order.
using Pairs = std::vector<std::pair<ValueId, ValueId>>;

/// Of a dict, an OrderedDict, or another dict of Python's own; nothing if it is none.
std::optional<Pairs> pairs_of(const Values& values, ValueId id);

/// The value of a key that is a text, the last of several; kNoValue if there is none.
ValueId find(const Values& values, const Pairs& pairs, std::string_view key);

}  // namespace stacmlm::artifact::pickle

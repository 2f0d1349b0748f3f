// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "author/export/notes.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::author {

using Classes = stac::List<mlm::ClassObject>;

/// What each class is called, in the order of the list: `name`, else `description`. Nothing if one
/// has neither.
std::optional<std::vector<std::string_view>> class_names(const Classes& classes);

/// The values are 0, 1, 2 and so on.
bool is_counted(const Classes& classes);

/// The classes are carried over with the members `keys`: one note for all that they have besides.
void carry_classes(json::Value classes, std::span<const std::string_view> keys, std::string why,
                   Notes& notes);

}  // namespace stacmlm::author

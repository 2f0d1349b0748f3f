// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "author/format/member_order.h"
#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// `value` in lines, with the members of its objects in the order that `described` names.
std::string in_lines(json::Value value, const Described& described);

/// The same on one line.
std::string on_one_line(json::Value value, const Described& described);

/// In lines, where every object that fits on one has no more, and members keep their order.
std::string in_few_lines(json::Value value);

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::rules {

/// The candidate that `word` most likely means (a typing error or two, or another case), or
/// nothing.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// `did you mean `x`?`, or nothing if no candidate is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

/// True if both are the same word but for case, spaces and `_-.:`.
bool same_letters(std::string_view a, std::string_view b);

/// A value for a message: its text, at most some 60 characters, in backticks.
std::string shown(std::string_view text);

/// The pieces one after the other: a message of a rule that has something to say of nearly every
/// document, and so cannot afford to have a format read each time.
std::string sentence(std::initializer_list<std::string_view> pieces);

}  // namespace stacmlm::rules

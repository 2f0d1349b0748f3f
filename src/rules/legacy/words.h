// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "stacmlm/json/key_hash.h"

namespace stacmlm::rules {

/// The word of the list that `text` surely means, or nothing.
std::string_view meant_word(std::string_view text, std::span<const std::string_view> words);

/// Tells the values of the member `key`, in the properties and in assets, that no word of the list
/// is. `meant` says which word another text surely means.
void check_words(const Context& context, Findings& findings, const json::Key& key,
                 std::span<const std::string_view> words,
                 std::string_view (*meant)(std::string_view text,
                                           std::span<const std::string_view> words) = &meant_word);

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/author/new_item.h"

namespace stacmlm::cli {

/// Takes a text for an option, as it was answered or written behind the flag: a list may be cut at
/// commas, and grows with each text.
void take(const author::ItemOption& option, const std::string& text,
          author::NewItemOptions& options);

/// There is a person at standard input and standard error.
bool can_ask();

enum class Answer { kNeeded, kOptional };

/// Asks for an option until something is answered, or once if it is optional. An empty line means
/// what is shown: the suggestion, or, of an optional one, that it is left out. False at the end of
/// the input.
bool ask(const author::MissingOption& missing, Answer answer, author::NewItemOptions& options);

/// What an option is for, and for which file if there are several.
std::string about(const author::MissingOption& missing);

}  // namespace stacmlm::cli

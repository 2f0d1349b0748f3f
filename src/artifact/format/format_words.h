// SPDX-License-Identifier: Apache-2.0
// What the lists of words in the table of formats say.
#pragma once

#include <string_view>

#include "stacmlm/artifact/format.h"

namespace stacmlm::artifact {

/// The word stands in the list, in whatever case.
bool has_word(std::string_view words, std::string_view word);

/// The first word of a list.
std::string_view best_word(std::string_view words);

/// The media type without its parameters and the blanks around it.
std::string_view base_type(std::string_view media_type);

/// A file of that format can have this media type.
bool fits_media_type(const Format& format, std::string_view media_type);

/// A file of a model, by the media type or the end of the name.
bool is_media_type_of_model(std::string_view type);
bool is_name_of_model(std::string_view href);

}  // namespace stacmlm::artifact

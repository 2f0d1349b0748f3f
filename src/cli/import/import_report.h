// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/author/import.h"

namespace stacmlm::cli {

/// The notes of an import for people, a line each; what is to be filled in comes last.
std::string notes_text(const author::Import& done);

/// The notes of an import of the file at `path`, as one JSON object.
std::string notes_json(const author::Import& done, std::string_view format, std::string_view path);

}  // namespace stacmlm::cli

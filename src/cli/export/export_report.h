// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/author/export.h"

namespace stacmlm::cli {

/// The notes of an export for people, a line each; those that the target needs come first.
std::string notes_text(const author::Export& done);

/// The notes of an export of the document at `path`, as one JSON object.
std::string notes_json(const author::Export& done, std::string_view format, std::string_view path);

}  // namespace stacmlm::cli

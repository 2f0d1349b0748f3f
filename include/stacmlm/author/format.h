// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// Lines of at most 100 columns for a file of its own, or one line for NDJSON.
enum class Layout : std::uint8_t { kLines, kOneLine };

/// The root is an object with `stac_version`, or a FeatureCollection of such.
bool is_stac_document(json::Value root);

/// The document in canonical form: the members of STAC core in the order of the specification, then
/// those of MLM and ml-model, then all others in the order in which they stand; two spaces a level,
/// short lists and rows of tables on one line, one line for each position of a geometry. Numbers
/// and strings keep their spelling, members that stand twice stay in their order, and a byte order
/// mark goes: every reader finds the same values. Ends with a line feed. What is no STAC document
/// keeps the order of all members. format() of what it returns changes nothing more.
///
/// ```cpp
/// json::Document document;
/// if (auto fault = parser.parse(json::Text::copy_of(text), document)) return report(*fault);
/// std::string canonical = author::format(document);
/// ```
/// @pre the document was read without a fault
std::string format(const json::Document& document, Layout layout = Layout::kLines);

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// A model card in Markdown for the Item, Collection or Catalog `object`, with the YAML front
/// matter that model hubs read. What the document does not say is left out; its texts are escaped,
/// so that none is read as markup, and the same document gives the same bytes. Never fails: a
/// malformed member counts as absent. Long lists are cut, and the page says so.
///
/// ```cpp
/// std::string readme = author::write_markdown_card(document.root());
/// ```
/// @pre the document was read without a fault
std::string write_markdown_card(json::Value object);

/// The card as one HTML page that needs nothing else: styles and pictures are in it, scripts are
/// not. Besides the tables it shows the tensors, the bands along the spectrum, and the footprint on
/// a graticule.
///
/// `coastline` is a GeoJSON whose lines and areas are drawn beneath the footprint, in degrees; a
/// value that does not exist means the plain graticule.
///
/// ```cpp
/// std::string page = author::write_html_card(document.root());
/// ```
/// @pre the document was read without a fault
std::string write_html_card(json::Value object, json::Value coastline = {});

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#include "run/scene/item_places.h"

#include "rules/tree/local_file.h"

namespace stacmlm::run {

std::string place_of(std::string_view document, std::string_view href) {
  if (const auto file = rules::local_file(document, href)) return file->path;
  return std::string(href);
}

}  // namespace stacmlm::run

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/base/result.h"

namespace stacmlm::rules {

/// Where a schema is had: `https://host/path`, without a fragment. It can only be made of parts
/// that are safe as names of files.
struct SchemaUrl {
  std::string scheme;
  std::string host;  ///< with the port, if any
  std::string path;  ///< begins with `/`

  [[nodiscard]] std::string text() const { return scheme + "://" + host + path; }
};

/// A place in a schema: what a `$ref` leads to.
struct SchemaReference {
  SchemaUrl url;
  std::string pointer;  ///< JSON Pointer
};

/// `text` as a URL, or why it is none that we ask: another scheme than http and https, a `..`, a
/// query, a character that does not belong there.
base::Result<SchemaUrl> parse_schema_url(std::string_view text);

/// What `reference` means in the document that was had from `base`.
base::Result<SchemaReference> resolve_reference(const SchemaUrl& base, std::string_view reference);

}  // namespace stacmlm::rules

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/diag/diagnostic.h"

namespace stacmlm::diag {

/// What was found in one document, and what was looked at.
struct DocumentReport {
  std::string path;                ///< `FILE`, `FILE:LINE` in NDJSON, `-` for stdin
  std::uint32_t line_of_file = 0;  ///< the LINE of an NDJSON document; 0 for any other
  std::string id;
  std::string type;
  std::string stac_version;
  std::string profile;               ///< `published` or `documented`
  std::vector<std::string> checked;  ///< extension URIs
  std::vector<std::string> not_checked;
  std::optional<bool> valid;  ///< no finding is an error in the profile; nothing if the document
                              ///< could not be opened
  std::string error;          ///< why it could not be opened
  std::vector<Diagnostic> findings;  ///< in the order of the text
  bool is_further = false;           ///< more findings of a document that has been reported before
  std::string text;                  ///< the document, for renderers that show lines; may be empty
};

struct Summary {
  std::size_t documents = 0;
  std::size_t valid = 0;
  std::size_t invalid = 0;
  std::size_t failed = 0;  ///< could not be opened
  std::size_t lines = 0;   ///< documents of NDJSON files
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t infos = 0;

  void add(const DocumentReport& document);
};

}  // namespace stacmlm::diag

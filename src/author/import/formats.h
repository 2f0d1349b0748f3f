// SPDX-License-Identifier: Apache-2.0
// The formats, one file each.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "author/import/imported_model.h"

namespace stacmlm::author {

/// What a format has to offer to import.cc.
struct Importer {
  ImportFormat format;
  /// The description as one JSON document, whatever its syntax is; or why and where it is none.
  base::Result<std::string> (*to_json)(std::string_view text, const ImportLimits& limits);
  /// Whether the document looks like one of this format: for a guess, when nobody says it.
  bool (*suits)(json::Value root);
  std::string_view name_end;  ///< how files of this format are called; empty: they have no name
  ImportedModel (*read)(json::Value root, ImportNotes& notes);
  std::string_view why_dropped;  ///< of a value that was not told of
};

extern const Importer kTritonConfig;
extern const Importer kMlflowModel;
extern const Importer kEmdFile;
extern const Importer kDeepnessMetadata;
extern const Importer kHuggingFaceCard;

/// For formats that are JSON.
base::Result<std::string> json_itself(std::string_view text, const ImportLimits& limits);

/// A string; empty for all else.
std::string text_of(json::Value value);

/// An integer that fits; nothing for all else.
std::optional<std::int64_t> integer_of(json::Value value);

}  // namespace stacmlm::author

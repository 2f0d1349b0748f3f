// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// A form in which another system reads models.
struct ExportFormat {
  std::string_view name;    ///< `triton`
  std::string_view writes;  ///< in words: what comes out
  bool is_folder = false;   ///< several files below one folder; else one file
};

/// All formats, in the order of the documentation.
std::span<const ExportFormat> export_formats();

struct ExportOptions {
  /// The name of the input for formats that know one only; the first if empty.
  std::string input;
  /// The key of the model asset; if empty, the first one that the target can load, or the first.
  std::string asset;
};

/// One file of an export.
struct ExportedFile {
  std::string path;   ///< relative, with `/`; made of letters, digits, `.`, `_`, `-` alone
  std::string bytes;  ///< the whole content
};

/// What the document says and the target does not get.
struct ExportNote {
  std::string pointer;  ///< JSON Pointer into the document; where it would stand if it is missing
  std::string what;     ///< the value, shortened, or `missing`
  std::string why;      ///< one sentence, no full stop
  bool is_needed = false;  ///< the target does not do what the model wants without it
};

struct Export {
  std::vector<ExportedFile> files;  ///< the one that names the others comes last
  std::vector<ExportNote> notes;    ///< in the order of the document

  /// Nothing is missing that the target needs.
  [[nodiscard]] bool is_complete() const;
};

/// Writes the model of `item` in the form `format`. Every `mlm:` member of the properties and of
/// the chosen asset is carried over or has a note. Weights are never read or copied. The same
/// arguments give the same bytes. Safe to call from several threads.
///
/// The Error says that there is nothing to write: no such format, no Item with `mlm:input`, no
/// input or asset of that name.
///
/// ```cpp
/// const auto done = author::export_model(document.root(), "triton");
/// for (const author::ExportedFile& file : done->files) write(folder / file.path, file.bytes);
/// ```
base::Result<Export> export_model(json::Value item, std::string_view format,
                                  const ExportOptions& options = {});

}  // namespace stacmlm::author

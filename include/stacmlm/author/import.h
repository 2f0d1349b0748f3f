// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::author {

/// A form in which another system describes models.
struct ImportFormat {
  std::string_view name;   ///< `triton`
  std::string_view reads;  ///< in words: what goes in
};

/// All formats, in the order of the documentation.
std::span<const ImportFormat> import_formats();

/// The format that `text` is in, by what stands in it; where that is not plain, by the name of its
/// file, so that faults can be told. Empty if that does not tell either.
std::string_view guess_format(std::string_view text, std::string_view file = {});

struct ImportOptions {
  std::string href;  ///< where the model file is; may be empty
};

struct ImportNote {
  enum class Kind : std::uint8_t {
    kNotUnderstood,  ///< `place` in what was read has no place in MLM
    kAssumed,        ///< the properties say more at `place` than what was read
    kToFillIn,       ///< a person has to look at `place` in the properties
  };
  Kind kind = Kind::kNotUnderstood;
  /// JSON Pointer, which goes on into a text that is JSON itself; into config.pbtxt too, where each
  /// field is a list of values.
  std::string place;
  std::string what;  ///< the value, shortened
  std::string why;   ///< one sentence, no full stop
};

/// `not understood`, `assumed`, `to fill in`.
std::string_view name_of(ImportNote::Kind kind);

struct Import {
  std::string model;  ///< JSON: an object with `properties`, as model files of stac-model have it
  std::vector<ImportNote> notes;

  /// Nothing is left for a person to fill in.
  [[nodiscard]] bool is_complete() const;
};

struct ImportLimits {
  std::size_t bytes = std::size_t{4} << 20U;
  std::size_t values = std::size_t{1} << 18U;
  std::size_t depth = 64;
};

/// Reads a description in the form `format`. The properties are those of MLM's newest published
/// version, as far as they are known, with the prefix `mlm:`; every value of `text` is carried over
/// or has a note. No number of `text` sizes anything. Safe to call from several threads.
///
/// The Error says that there is no such format (kInvalidArgument), that `text` is too large
/// (kLimitExceeded), or why it cannot be read (kInvalidDocument): that message begins with the
/// place, `3:5: `.
///
/// ```cpp
/// const auto read = author::import_model(text, "triton");
/// for (const author::ImportNote& note : read->notes) print(note.place, note.why);
/// ```
base::Result<Import> import_model(std::string_view text, std::string_view format,
                                  const ImportOptions& options = {},
                                  const ImportLimits& limits = {});

}  // namespace stacmlm::author

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::json {

/// One operation of a JSON Patch (RFC 6902). Texts are JSON texts.
struct PatchOperation {
  enum class Kind { kAdd, kRemove, kReplace, kMove, kCopy, kTest };
  Kind kind = Kind::kReplace;
  std::string path;   ///< JSON Pointer
  std::string value;  ///< JSON text, for add, replace and test
  std::string from;   ///< JSON Pointer, for move and copy
};

/// The text after all operations, in order. Every byte outside the changed places stays: order,
/// number text, white space. An added member takes over the indentation of its neighbours; a move
/// within one object renames the key in place; an array that replaces one of the same length takes
/// over its layout. If an operation cannot be done the Error names it,
/// and nothing is changed.
///
/// ```cpp
/// auto fixed = json::apply_patch(R"({"a": 1})", {{PatchOperation::Kind::kReplace, "/a", "2",
/// ""}});
/// // *fixed == R"({"a": 2})"
/// ```
base::Result<std::string> apply_patch(std::string_view text,
                                      const std::vector<PatchOperation>& patch);

/// The text after a merge patch (RFC 7396) whose text is `patch`; the rest stays as above.
base::Result<std::string> apply_merge_patch(std::string_view text, std::string_view patch);

/// The operations as a JSON array text (one line).
std::string write_patch(const std::vector<PatchOperation>& patch);

/// Reads a JSON Patch document.
base::Result<std::vector<PatchOperation>> read_patch(std::string_view text);

/// `text` as a JSON string literal with its quotes.
std::string quote(std::string_view text);

}  // namespace stacmlm::json

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::json {

/// The JSON Pointer (RFC 6901) of a value in its document; empty for the root. Goes through
/// each large container of the document once, however often it is asked.
std::string pointer_to(Value value);

/// Writes the pointers of many values of one document. Asked in document order, all of them
/// together take one walk over the document. The document must outlive it; one thread at a time.
///
/// ```cpp
/// json::PointerWriter pointers;
/// for (const json::Value value : places) report(pointers.write(value));
/// ```
class PointerWriter {
 public:
  /// The same as pointer_to(); valid until the next call.
  const std::string& write(Value value);

 private:
  friend std::string pointer_to(Value value);
  struct Step {
    std::uint32_t node;    // index of a value on the way
    std::size_t position;  // among the children of its container
    std::size_t prefix;    // length of the pointer of its container
  };
  void descend(const Document& document, std::uint32_t index, Document::Child from);

  std::vector<Step> path_;  // from the root to the last value
  std::string pointer_;     // of the last value
};

/// `key` as a reference token: `~` and `/` escaped.
std::string escape_token(std::string_view key);

/// The value that `pointer` leads to, or nothing (also if it is no pointer). `-` leads to nothing.
Value resolve(Value root, std::string_view pointer);

}  // namespace stacmlm::json

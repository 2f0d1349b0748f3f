// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "artifact/bytes/byte_reader.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::openvino {

/// Attributes of one element, as long as it is being reported.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  /// The value, or nothing written.
  [[nodiscard]] std::string_view get(std::string_view name) const {
    return find(name).value_or("");
  }

 private:
  const char* const* pairs_;  // name, value, name, value, null
};

/// Is told of the elements of a text. An Error ends the reading.
class XmlVisitor {
 public:
  XmlVisitor() = default;
  XmlVisitor(const XmlVisitor&) = delete;
  XmlVisitor& operator=(const XmlVisitor&) = delete;
  virtual ~XmlVisitor() = default;

  virtual base::Result<void> begin(std::string_view element, const Attributes& attributes) = 0;
  virtual base::Result<void> end(std::string_view element) = 0;
  /// Text in an element, in pieces.
  virtual base::Result<void> text(std::string_view piece) = 0;
};

/// Reads XML in pieces, without a document type (an Error): no entities, nothing from outside.
/// Elements nest 64 deep at most; a tag with its attributes has 1 MiB at most.
base::Result<void> read_xml(ByteReader reader, XmlVisitor& visitor);

}  // namespace stacmlm::artifact::openvino

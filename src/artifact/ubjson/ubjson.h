// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "artifact/bytes/byte_reader.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::ubjson {

/// Takes the values of a UBJSON text as they come. An Error ends the reading.
class Visitor {
 public:
  Visitor() = default;
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;
  virtual ~Visitor() = default;

  virtual base::Result<void> null() = 0;
  virtual base::Result<void> boolean(bool value) = 0;
  virtual base::Result<void> integer(std::int64_t value) = 0;
  virtual base::Result<void> real(double value) = 0;
  virtual base::Result<void> text(const std::string& value) = 0;
  virtual base::Result<void> key(const std::string& name) = 0;
  virtual base::Result<void> begin_object() = 0;
  virtual base::Result<void> end_object() = 0;
  virtual base::Result<void> begin_array() = 0;
  virtual base::Result<void> end_array() = 0;
  /// An array of `count` numbers of one type, in place of begin_array(), values and end_array().
  /// `numbers` reads them and nothing else; what is left of it is passed over.
  virtual base::Result<void> numbers(char type, std::uint64_t count, ByteReader numbers) = 0;
};

/// Bytes of a number of that type (`i U I l L d D`); 0 for anything else.
std::size_t size_of_number(char type);
/// The next number, which is an integer; an Error for other types.
base::Result<std::int64_t> read_integer(char type, ByteReader& reader);
/// The next number of any type.
base::Result<double> read_real(char type, ByteReader& reader);

/// Reads one value and all in it, up to the end of the reader. Containers nest 64 deep at most, a
/// text has `longest` bytes at most. Nothing is allocated for what the text only promises.
base::Result<void> read(ByteReader reader, Visitor& visitor, std::size_t longest);

}  // namespace stacmlm::artifact::ubjson

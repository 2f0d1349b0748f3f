// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/attribute.h"

#include <utility>

#include "artifact/collector.h"
#include "artifact/hdf5/datatype.h"

namespace stacmlm::artifact::hdf5 {
namespace {

/// What stands before an attribute's elements.
struct Frame {
  std::string name;
  Datatype type;
  Dataspace space;
};

/// Version 1 fills up each part to a multiple of 8 bytes.
base::Result<ByteReader> take_part(ByteReader& reader, std::uint16_t size, bool is_padded) {
  STACMLM_TRY(ByteReader part, reader.part(size));
  if (is_padded) {
    STACMLM_CHECK(reader.skip((8U - size % 8U) % 8U));
  }

  return part;
}

void cut_at_zero(std::string& text) {
  if (const auto end = text.find('\0'); end != std::string::npos) text.resize(end);
}

base::Result<Frame> read_frame(File& file, ByteReader& reader) {
  STACMLM_TRY(const std::uint8_t version, reader.u8());
  STACMLM_TRY(const std::uint8_t flags, reader.u8());
  if (version < 1 || version > 3) return malformed("an HDF5 attribute of an unknown version");
  if (version > 1 && flags != 0)
    return base::fail(base::ErrorKind::kUnsupported, "an attribute of a named type");
  STACMLM_TRY(const std::uint16_t name_size, reader.u16());
  STACMLM_TRY(const std::uint16_t type_size, reader.u16());
  STACMLM_TRY(const std::uint16_t space_size, reader.u16());
  if (version == 3) {
    STACMLM_CHECK(reader.skip(1));
  }

  const bool is_padded = version == 1;
  STACMLM_TRY(ByteReader name, take_part(reader, name_size, is_padded));
  STACMLM_TRY(ByteReader type, take_part(reader, type_size, is_padded));
  STACMLM_TRY(ByteReader space, take_part(reader, space_size, is_padded));
  Frame frame;
  STACMLM_CHECK(file.spend(name_size));
  STACMLM_TRY(frame.name, name.text(name_size, name_size));
  cut_at_zero(frame.name);
  STACMLM_TRY(frame.type, read_datatype(type));
  STACMLM_TRY(frame.space, read_dataspace(file, space));
  return frame;
}

base::Result<std::string> read_fixed(ByteReader& reader, std::uint32_t size) {
  STACMLM_TRY(std::string text, reader.text(size, size));
  cut_at_zero(text);
  return text;
}

base::Result<std::string> read_free(File& file, GlobalHeap& heap, ByteReader& reader) {
  STACMLM_TRY(const std::uint32_t length, reader.u32());
  STACMLM_TRY(const auto address, file.address(reader));
  STACMLM_TRY(const std::uint32_t index, reader.u32());
  if (length == 0 || !address || *address == 0) return std::string();
  STACMLM_TRY(std::string text, heap.text(*address, index, length));
  cut_at_zero(text);
  return text;
}

}  // namespace

base::Result<std::optional<Attribute>> read_attribute(File& file, GlobalHeap& heap,
                                                      const Message& message) {
  STACMLM_TRY(ByteReader reader, file.at(message.address, message.size));
  STACMLM_TRY(Frame frame, read_frame(file, reader));
  if (!frame.type.is_fixed_text && !frame.type.is_free_text) return std::nullopt;
  const std::uint64_t stored = frame.type.is_fixed_text ? frame.type.size : 8 + file.address_size();
  STACMLM_TRY(const std::uint64_t bytes, bytes_of(frame.space, stored));
  if (bytes > reader.left()) return malformed("an HDF5 attribute that is longer than its message");
  Attribute attribute{std::move(frame.name), {}};
  for (std::uint64_t i = 0; i < bytes / stored; ++i) {
    STACMLM_CHECK(file.spend(sizeof(std::string)));
    STACMLM_TRY(std::string text, frame.type.is_fixed_text ? read_fixed(reader, frame.type.size)
                                                           : read_free(file, heap, reader));
    attribute.texts.push_back(std::move(text));
  }
  return attribute;
}

}  // namespace stacmlm::artifact::hdf5

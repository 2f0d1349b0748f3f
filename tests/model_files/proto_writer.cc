// SPDX-License-Identifier: Apache-2.0
#include "model_files/proto_writer.h"

namespace stacmlm::model_files {

void ProtoWriter::tag(std::uint32_t field, std::uint32_t type) {
  out_.varint(std::uint64_t{field} << 3U | type);
}

ProtoWriter& ProtoWriter::number(std::uint32_t field, std::uint64_t value) {
  tag(field, 0);
  out_.varint(value);
  return *this;
}

ProtoWriter& ProtoWriter::text(std::uint32_t field, std::string_view text) {
  tag(field, 2);
  out_.varint(text.size()).text(text);
  return *this;
}

ProtoWriter& ProtoWriter::message(std::uint32_t field, const ProtoWriter& message) {
  tag(field, 2);
  out_.varint(message.bytes().size() + message.hole_bytes_);
  for (const Hole& hole : message.holes_) holes_.push_back({out_.size() + hole.at, hole.size});
  hole_bytes_ += message.hole_bytes_;
  out_.text(message.bytes());
  return *this;
}

ProtoWriter& ProtoWriter::packed(std::uint32_t field, const std::vector<std::int64_t>& numbers) {
  ByteWriter inner;
  for (const std::int64_t number : numbers) inner.varint(static_cast<std::uint64_t>(number));
  return text(field, inner.bytes());
}

ProtoWriter& ProtoWriter::fixed32(std::uint32_t field, std::uint32_t value) {
  tag(field, 5);
  out_.u32(value);
  return *this;
}

ProtoWriter& ProtoWriter::hole(std::uint32_t field, std::uint64_t size) {
  tag(field, 2);
  out_.varint(size);
  holes_.push_back({out_.size(), size});
  hole_bytes_ += size;
  return *this;
}

ProtoWriter& ProtoWriter::raw(std::string_view bytes) {
  out_.text(bytes);
  return *this;
}

}  // namespace stacmlm::model_files

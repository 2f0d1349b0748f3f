// SPDX-License-Identifier: Apache-2.0
#include "artifact/bytes/little_endian.h"
#include "artifact/embed/pieces.h"
#include "artifact/embedded_item.h"
#include "artifact/onnx/entry.h"
#include "artifact/onnx/fields.h"
#include "artifact/protobuf/message.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

/// Appends a field of bytes.
void append_field(std::string& to, std::uint32_t number, std::string_view bytes) {
  append_varint(to, protobuf::tag_of(number, protobuf::WireType::kBytes));
  append_varint(to, bytes.size());
  to.append(bytes);
}

}  // namespace

base::Result<void> embed_in_onnx(const Source& file, std::string_view item, Pieces& pieces) {
  ByteReader reader(file);
  protobuf::Message model(reader);
  protobuf::Field field;
  std::uint64_t kept_from = 0;
  for (;;) {
    const std::uint64_t begin = model.position();
    STACMLM_TRY(const bool is_there, model.next(field));
    if (!is_there) break;
    if (field.number != onnx::model::kMetadataProps || !field.is_bytes()) continue;
    STACMLM_TRY(const onnx::Entry former,
                onnx::read_entry(model.nested(field), InspectLimits{}.header_bytes));
    if (former.key != kItemKey) continue;
    pieces.copy(kept_from, begin);
    kept_from = model.position();
  }
  pieces.copy(kept_from, file.size());
  std::string entry;
  append_field(entry, onnx::entry::kKey, kItemKey);
  append_field(entry, onnx::entry::kValue, item);
  std::string added;
  append_field(added, onnx::model::kMetadataProps, entry);
  pieces.add(std::move(added));
  return {};
}

}  // namespace stacmlm::artifact

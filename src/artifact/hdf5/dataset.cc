// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/dataset.h"

#include <fmt/format.h>

#include <algorithm>

#include "artifact/hdf5/datatype.h"

namespace stacmlm::artifact::hdf5 {
namespace {

enum Layout : std::uint8_t { kCompact = 0, kContiguous = 1, kChunked = 2, kVirtual = 3 };

class DatasetReader {
 public:
  DatasetReader(File& file, std::string_view where, Collector& collector)
      : file_(file), where_(where), collector_(collector) {}

  base::Result<Dataset> run(const std::vector<Message>& messages) {
    const auto message_of = [&](MessageType type) -> const Message* {
      const auto found = std::ranges::find(messages, type, &Message::type);
      return found == messages.end() ? nullptr : &*found;
    };
    Dataset dataset{.element_type = "other"};
    const Message* space = message_of(kDataspace);
    const Message* type = message_of(kDatatype);
    const Message* layout = message_of(kLayout);
    if (space == nullptr || type == nullptr || layout == nullptr)
      return malformed(fmt::format("{}: an HDF5 dataset without a type or a shape", where_));
    if (space->is_shared || type->is_shared || layout->is_shared) {
      collector_.danger(DangerKind::kNotAnalysed, where_, "a dataset of a named type is not read");
      return dataset;
    }
    STACMLM_TRY(ByteReader type_reader, file_.at(type->address, type->size));
    STACMLM_TRY(const Datatype datatype, read_datatype(type_reader));
    STACMLM_TRY(ByteReader space_reader, file_.at(space->address, space->size));
    STACMLM_TRY(const Dataspace dataspace, read_dataspace(file_, space_reader));
    dataset.element_type = datatype.element_type;
    for (const std::uint64_t size : dataspace.shape)
      dataset.shape.push_back(static_cast<std::int64_t>(size));
    STACMLM_TRY(dataset.bytes, bytes_of(dataspace, datatype.size));
    if (message_of(kExternalFiles) != nullptr) {
      collector_.danger(DangerKind::kOutsidePath, where_, "the elements stand in other files");
      return dataset;
    }
    STACMLM_CHECK(read_layout(*layout, dataset));
    if (const Message* filters = message_of(kFilters)) {
      STACMLM_CHECK(read_filters(*filters));
    }

    return dataset;
  }

 private:
  base::Result<void> read_layout(const Message& message, Dataset& dataset) {
    STACMLM_TRY(ByteReader reader, file_.at(message.address, message.size));
    STACMLM_TRY(const std::uint8_t version, reader.u8());
    if (version < 1 || version > 5) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("{}: HDF5 layout of version {}", where_, version));
    }
    return version < 3 ? read_old_layout(reader, dataset) : read_new_layout(reader, dataset);
  }

  base::Result<void> read_old_layout(ByteReader& reader, Dataset& dataset) {
    STACMLM_TRY(const std::uint8_t rank, reader.u8());
    STACMLM_TRY(const std::uint8_t layout, reader.u8());
    STACMLM_CHECK(reader.skip(5));
    if (layout == kCompact) {
      STACMLM_CHECK(reader.skip(std::uint64_t{4} * rank));
      STACMLM_TRY(const std::uint32_t size, reader.u32());
      return check_compact(reader, size, dataset);
    }
    if (layout == kChunked) return {};
    if (layout != kContiguous) return malformed("an HDF5 layout of an unknown kind");
    STACMLM_TRY(const auto address, file_.address(reader));
    return check_contiguous(address, dataset.bytes, dataset);
  }

  base::Result<void> read_new_layout(ByteReader& reader, Dataset& dataset) {
    STACMLM_TRY(const std::uint8_t layout, reader.u8());
    if (layout == kCompact) {
      STACMLM_TRY(const std::uint16_t size, reader.u16());
      return check_compact(reader, size, dataset);
    }
    if (layout == kContiguous) {
      STACMLM_TRY(const auto address, file_.address(reader));
      STACMLM_TRY(const std::uint64_t size, file_.length(reader));
      return check_contiguous(address, size, dataset);
    }
    if (layout == kChunked) return {};
    if (layout != kVirtual) return malformed("an HDF5 layout of an unknown kind");
    collector_.danger(DangerKind::kOutsidePath, where_,
                      "a virtual dataset: its elements may stand in other files");
    return {};
  }

  base::Result<void> check_compact(const ByteReader& reader, std::uint64_t size,
                                   const Dataset& dataset) const {
    if (size == dataset.bytes && size <= reader.left()) return {};
    return malformed(fmt::format("{}: has another size than its shape", where_));
  }

  base::Result<void> check_contiguous(std::optional<std::uint64_t> address, std::uint64_t size,
                                      Dataset& dataset) const {
    if (!address) {  // nothing was ever written
      dataset.bytes = 0;
      return {};
    }
    if (size != dataset.bytes)
      return malformed(fmt::format("{}: has another size than its shape", where_));
    return file_.require_inside(*address, size);
  }

  // Numbers from 256 on are not HDF5's own: a library is looked for that knows them.
  base::Result<void> read_filters(const Message& message) {
    constexpr std::uint16_t kFirstForeign = 256;
    STACMLM_TRY(ByteReader reader, file_.at(message.address, message.size));
    STACMLM_TRY(const std::uint8_t version, reader.u8());
    STACMLM_TRY(const std::uint8_t count, reader.u8());
    if (version != 1 && version != 2) return malformed("HDF5 filters of an unknown version");
    if (version == 1) {
      STACMLM_CHECK(reader.skip(6));
    }

    for (unsigned i = 0; i < count; ++i) {
      STACMLM_TRY(const std::uint16_t id, reader.u16());
      std::uint16_t name_size = 0;
      if (version == 1 || id >= kFirstForeign) {
        STACMLM_TRY(name_size, reader.u16());
      }
      STACMLM_CHECK(reader.skip(2));
      STACMLM_TRY(const std::uint16_t values, reader.u16());
      const std::uint64_t padding = version == 1 ? (8 - name_size % 8) % 8 : 0;
      const std::uint64_t odd_value = version == 1 ? 4 * (values % 2) : 0;
      STACMLM_CHECK(reader.skip(name_size + padding + std::uint64_t{4} * values + odd_value));
      if (id >= kFirstForeign) {
        collector_.danger(DangerKind::kCustomOperator, where_,
                          fmt::format("packed by the HDF5 filter {}, a library of its own", id));
      }
    }
    return {};
  }

  File& file_;
  std::string_view where_;
  Collector& collector_;
};

}  // namespace

base::Result<Dataset> read_dataset(File& file, const std::vector<Message>& messages,
                                   std::string_view where, Collector& collector) {
  return DatasetReader(file, where, collector).run(messages);
}

}  // namespace stacmlm::artifact::hdf5

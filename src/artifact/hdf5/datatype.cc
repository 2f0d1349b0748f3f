// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/datatype.h"

#include <limits>

#include "artifact/collector.h"

namespace stacmlm::artifact::hdf5 {
namespace {

constexpr std::string_view kOther = "other";
constexpr std::size_t kHighestRank = 32;  // libhdf5's own limit
constexpr int kDeepest = 4;

enum Class : std::uint8_t { kInteger = 0, kFloat = 1, kText = 3, kEnum = 8, kFreeLength = 9 };

std::string_view integer_of(std::uint32_t size, bool is_signed) {
  switch (size) {
    case 1:
      return is_signed ? "int8" : "uint8";
    case 2:
      return is_signed ? "int16" : "uint16";
    case 4:
      return is_signed ? "int32" : "uint32";
    case 8:
      return is_signed ? "int64" : "uint64";
    default:
      return kOther;
  }
}

struct FloatForm {
  std::string_view name;
  std::uint32_t size;
  std::uint8_t exponent;  // bits
  std::uint8_t mantissa;
};

constexpr FloatForm kFloats[] = {
    {"float32", 4, 8, 23}, {"float64", 8, 11, 52},   {"float16", 2, 5, 10},
    {"bfloat16", 2, 8, 7}, {"float8_e4m3", 1, 4, 3}, {"float8_e5m2", 1, 5, 2},
};

base::Result<std::string_view> read_integer(ByteReader& reader, std::uint32_t size,
                                            std::uint32_t bits) {
  constexpr std::uint32_t kSigned = 8;
  STACMLM_TRY(const std::uint16_t offset, reader.u16());
  STACMLM_TRY(const std::uint16_t precision, reader.u16());
  if (offset != 0 || precision != std::uint64_t{size} * 8) return kOther;
  return integer_of(size, (bits & kSigned) != 0);
}

base::Result<std::string_view> read_float(ByteReader& reader, std::uint32_t size) {
  STACMLM_CHECK(reader.skip(5));
  STACMLM_TRY(const std::uint8_t exponent, reader.u8());
  STACMLM_CHECK(reader.skip(1));
  STACMLM_TRY(const std::uint8_t mantissa, reader.u8());
  STACMLM_CHECK(reader.skip(4));
  for (const FloatForm& form : kFloats) {
    if (form.size == size && form.exponent == exponent && form.mantissa == mantissa)
      return form.name;
  }
  return kOther;
}

base::Result<std::string> read_name(ByteReader& reader, bool is_padded) {
  constexpr std::size_t kLongestLabel = 256;
  std::string name;
  for (;;) {
    STACMLM_TRY(const std::uint8_t byte, reader.u8());
    if (byte == 0) break;
    if (name.size() == kLongestLabel) return over_limit("a long name in an HDF5 enumeration");
    name.push_back(static_cast<char>(byte));
  }
  // The zero that ends it counts.
  if (is_padded) {
    STACMLM_CHECK(reader.skip(7 - name.size() % 8));
  }

  return name;
}

base::Result<Datatype> read_type(ByteReader& reader, int depth);

/// h5py's booleans are an enumeration of FALSE and TRUE.
base::Result<std::string_view> read_enum(ByteReader& reader, std::uint8_t version,
                                         std::uint32_t bits, int depth) {
  STACMLM_TRY(const Datatype base, read_type(reader, depth + 1));
  if ((bits & 0xFFFFU) != 2) return base.element_type;
  STACMLM_TRY(const std::string first, read_name(reader, version < 3));
  STACMLM_TRY(const std::string second, read_name(reader, version < 3));
  if (base.size == 1 && first == "FALSE" && second == "TRUE") return "bool";
  return base.element_type;
}

base::Result<Datatype> read_type(ByteReader& reader, int depth) {
  if (depth > kDeepest) return malformed("an HDF5 datatype that is too deep");
  STACMLM_TRY(const std::uint8_t head, reader.u8());
  STACMLM_TRY(const std::uint64_t bits64, reader.number(3));
  const auto bits = static_cast<std::uint32_t>(bits64);
  Datatype type{.element_type = kOther};
  STACMLM_TRY(type.size, reader.u32());
  if (type.size == 0) return malformed("an HDF5 datatype of no size");
  switch (head & 0xFU) {
    case kInteger: {
      STACMLM_TRY(type.element_type, read_integer(reader, type.size, bits));
      break;
    }
    case kFloat: {
      STACMLM_TRY(type.element_type, read_float(reader, type.size));
      break;
    }
    case kText:
      type.element_type = "string";
      type.is_fixed_text = true;
      break;
    case kEnum: {
      STACMLM_TRY(type.element_type,
                  read_enum(reader, static_cast<std::uint8_t>(head >> 4U), bits, depth));
      break;
    }
    case kFreeLength:
      type.is_free_text = (bits & 0xFU) == 1;
      if (type.is_free_text) type.element_type = "string";
      break;
    default:  // bit fields, opaque and compound types, references, arrays: their size is enough
      break;
  }
  return type;
}

}  // namespace

base::Result<Datatype> read_datatype(ByteReader& reader) { return read_type(reader, 0); }

base::Result<Dataspace> read_dataspace(const File& file, ByteReader& reader) {
  constexpr std::uint8_t kNull = 2;
  STACMLM_TRY(const std::uint8_t version, reader.u8());
  STACMLM_TRY(const std::uint8_t rank, reader.u8());
  STACMLM_CHECK(reader.skip(1));
  if (version != 1 && version != 2) return malformed("an HDF5 dataspace of an unknown version");
  if (rank > kHighestRank) return malformed("an HDF5 dataspace of too many dimensions");
  Dataspace space;
  if (version == 1) {
    STACMLM_CHECK(reader.skip(5));
  } else {
    STACMLM_TRY(const std::uint8_t type, reader.u8());
    space.is_null = type == kNull;
  }
  for (unsigned i = 0; i < rank; ++i) {
    STACMLM_TRY(const std::uint64_t size, file.length(reader));
    space.shape.push_back(size);
  }
  return space;
}

base::Result<std::uint64_t> bytes_of(const Dataspace& space, std::uint64_t size) {
  if (space.is_null) return 0;
  std::uint64_t bytes = size;
  for (const std::uint64_t factor : space.shape) {
    if (factor != 0 && bytes > std::numeric_limits<std::int64_t>::max() / factor)
      return malformed("an HDF5 dataspace of more elements than can be");
    bytes *= factor;
  }
  return bytes;
}

}  // namespace stacmlm::artifact::hdf5

// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/arrays.h"

#include <fmt/format.h>

#include <bit>
#include <string_view>
#include <utility>

#include "artifact/bytes/little_endian.h"
#include "artifact/collector.h"
#include "artifact/pickle/harmless.h"
#include "artifact/pickle/pairs.h"
#include "artifact/pickle/utf8.h"

namespace stacmlm::artifact::pickle {
namespace {

constexpr std::size_t kMostInner = 1000;
constexpr std::size_t kMostAttributes = 32;
constexpr std::size_t kHighestRank = 64;  // NumPy's own limit
constexpr std::uint64_t kLargestArray = std::uint64_t{64} << 10U;

struct Wrapper {
  std::optional<ArrayType> type;
  std::optional<std::uint64_t> elements;
  bool is_aligned = false;
};

std::optional<std::uint64_t> product(const Values& values, ValueId shape) {
  if (shape == kNoValue || values.kind(shape) != Kind::kTuple) return {};
  constexpr std::uint64_t kMost = std::uint64_t{1} << 56U;
  std::uint64_t elements = 1;
  std::size_t dimensions = 0;
  for (const ValueId id : values.items(shape)) {
    const auto size = values.integer(id);
    if (!size || *size < 0 || ++dimensions > kHighestRank) return {};
    const auto factor = static_cast<std::uint64_t>(*size);
    if (factor != 0 && elements > kMost / factor) return {};
    elements *= factor;
  }
  return elements;
}

base::Result<Wrapper> read_wrapper(const Values& values, ValueId state) {
  Wrapper wrapper;
  ValueId key = kNoValue;
  std::size_t count = 0;
  for (const ValueId item : values.items(state)) {
    if (++count > 2 * kMostAttributes) return malformed("an array of joblib with many attributes");
    if (key == kNoValue) {
      key = item;
      continue;
    }
    const auto name = values.text(std::exchange(key, kNoValue));
    if (name == "dtype") wrapper.type = array_type(values, item);
    if (name == "shape") wrapper.elements = product(values, item);
    if (name == "numpy_array_alignment_bytes")
      wrapper.is_aligned = values.integer(item).has_value();
  }
  return wrapper;
}

std::string text_of_ucs4(std::string_view bytes) {
  std::string text;
  for (; bytes.size() >= 4; bytes.remove_prefix(4)) {
    const auto point = static_cast<std::uint32_t>(little_endian(bytes.substr(0, 4)));
    if (point == 0 || point > 0x10FFFF) break;
    append_utf8(text, point);
  }
  return text;
}

std::optional<std::string> element_text(ArrayType type, std::string_view bytes) {
  switch (type.letter) {
    case 'u':
    case 'b':
      return fmt::format("{}", little_endian(bytes));
    case 'i': {
      const auto unused = static_cast<unsigned>(64 - 8 * bytes.size());
      return fmt::format("{}",
                         std::bit_cast<std::int64_t>(little_endian(bytes) << unused) >> unused);
    }
    case 'f':
      if (bytes.size() == 8) return fmt::format("{}", std::bit_cast<double>(little_endian(bytes)));
      if (bytes.size() == 4)
        return fmt::format("{}",
                           std::bit_cast<float>(static_cast<std::uint32_t>(little_endian(bytes))));
      return {};
    case 'S':
      return std::string(bytes.substr(0, bytes.find('\0')));
    case 'U':
      return text_of_ucs4(bytes);
    default:
      return {};
  }
}

std::optional<std::string> read_extent(const Source& source, Values::Extent extent) {
  if (extent.size > kLargestArray) return {};
  std::string bytes(static_cast<std::size_t>(extent.size), '\0');
  if (!source.read(extent.begin, bytes)) return {};
  return bytes;
}

// Bytes, or the Latin-1 text that stands for them in protocols 0 to 2.
std::optional<std::string> read_bytes(const Values& values, const Source& source, ValueId id) {
  if (const auto extent = values.bytes(id)) return read_extent(source, *extent);
  const Global* function = values.class_of(id);
  if (function == nullptr || function->module != "_codecs") return {};
  const auto text = values.text(values.item(values.object(id)->arguments, 0));
  if (!text) return {};
  std::string bytes;
  for (std::size_t i = 0; i < text->size(); ++i) {
    const auto first = static_cast<unsigned char>((*text)[i]);
    if (first >= 0x80 && i + 1 < text->size()) {
      const auto second = static_cast<unsigned char>((*text)[++i]);
      bytes.push_back(static_cast<char>((first & 3U) << 6U | (second & 0x3FU)));
    } else {
      bytes.push_back(static_cast<char>(first));
    }
  }
  return bytes;
}

std::optional<std::vector<std::string>> items_of_bytes(ArrayType type,
                                                       const std::optional<std::string>& bytes) {
  const bool is_number = type.letter != 'S' && type.letter != 'U';
  if (!bytes || type.width == 0 || (is_number && type.width > 8)) return {};
  if (type.is_big_endian && type.letter != 'S' && type.width > 1) return {};
  std::vector<std::string> items;
  for (std::string_view rest = *bytes; rest.size() >= type.width; rest.remove_prefix(type.width)) {
    auto item = element_text(type, rest.substr(0, type.width));
    if (!item) return {};
    items.push_back(*std::move(item));
  }
  return items;
}

std::optional<std::vector<std::string>> items_of_list(const Values& values, ValueId list) {
  std::vector<std::string> items;
  for (const ValueId id : values.items(list)) {
    if (items.size() == kLargestArray) return {};
    if (const auto text = values.text(id)) {
      items.emplace_back(*text);
    } else if (const auto number = values.integer(id)) {
      items.push_back(fmt::format("{}", *number));
    } else {
      return {};
    }
  }
  return items;
}

ValueId attribute(const Values& values, ValueId state, std::string_view name) {
  const auto pairs = pairs_of(values, state);
  return pairs ? find(values, *pairs, name) : kNoValue;
}

}  // namespace

std::optional<ArrayType> array_type(const Values& values, ValueId dtype) {
  const Global* function = values.class_of(dtype);
  if (function == nullptr || function->module != "numpy" || function->name != "dtype") return {};
  const auto code = values.text(values.item(values.object(dtype)->arguments, 0));
  auto type = code ? array_type_of(*code) : std::nullopt;
  // Of a dtype itself: (version, byte order, ...).
  const ValueId state = values.object(dtype)->state;
  if (type && values.text(values.item(state, 1)) == ">") type->is_big_endian = true;
  return type;
}

base::Result<void> JoblibArrays::built(ByteReader& reader, const Stream& stream, ValueId object) {
  const Values& values = stream.values;
  const Global* type = values.class_of(object);
  if (type == nullptr || !is_joblib_array(*type)) return {};
  STACMLM_TRY(const Wrapper wrapper, read_wrapper(values, values.object(object)->state));
  if (!wrapper.type || !wrapper.elements) {
    return base::fail(base::ErrorKind::kUnsupported,
                      "an array of joblib whose size cannot be told, so that what follows is not");
  }
  if (wrapper.type->letter == 'O') {
    if (inner_.size() == kMostInner) return over_limit("more arrays of objects than are looked at");
    inner_of_.emplace(object, inner_.size());
    Stream& inner = inner_.emplace_back();
    const auto read = read_stream(reader, budget_, inner);
    budget_.operations -= inner.operations;
    return read;
  }
  if (wrapper.is_aligned) {
    STACMLM_TRY(const std::uint8_t padding, reader.u8());
    STACMLM_CHECK(reader.skip(padding));
  }
  const std::uint64_t elements = *wrapper.elements;
  if (wrapper.type->width != 0 && elements > reader.left() / wrapper.type->width)
    return malformed("an array of joblib that is longer than what is left");
  const Values::Extent extent{reader.position(), elements * wrapper.type->width};
  extents_.emplace(object, extent);
  return reader.skip(extent.size);
}

const Stream* JoblibArrays::inner_of(ValueId object) const {
  const auto found = inner_of_.find(object);
  return found == inner_of_.end() ? nullptr : &inner_[found->second];
}

std::optional<std::vector<std::string>> array_items(const Stream& stream,
                                                    const JoblibArrays* arrays,
                                                    const Source& source, ValueId id) {
  const Values& values = stream.values;
  if (id == kNoValue) return {};
  if (values.kind(id) == Kind::kList || values.kind(id) == Kind::kTuple)
    return items_of_list(values, id);
  const Object* object = values.object(id);
  const Global* function = values.class_of(id);
  if (object == nullptr || function == nullptr) return {};
  if (function->name == "_frombuffer") {  // protocol 5: (bytes, dtype, shape, order)
    const auto type = array_type(values, values.item(object->arguments, 1));
    const ValueId content = values.item(object->arguments, 0);
    return type ? items_of_bytes(*type, read_bytes(values, source, content)) : std::nullopt;
  }
  if (object->state == kNoValue) return {};
  if (is_joblib_array(*function)) {
    if (arrays == nullptr) return {};
    if (const Stream* inner = arrays->inner_of(id))
      return array_items(*inner, nullptr, source, inner->result);
    const auto found = arrays->extents().find(id);
    const auto type = array_type(values, attribute(values, object->state, "dtype"));
    if (found == arrays->extents().end() || !type) return {};
    return items_of_bytes(*type, read_extent(source, found->second));
  }
  // Of numpy itself: (version, shape, dtype, is_fortran, bytes or list).
  if (values.kind(object->state) != Kind::kTuple) return {};
  const auto type = array_type(values, values.item(object->state, 2));
  const ValueId content = values.item(object->state, 4);
  if (!type || content == kNoValue) return {};
  if (values.kind(content) == Kind::kList) return items_of_list(values, content);
  return items_of_bytes(*type, read_bytes(values, source, content));
}

}  // namespace stacmlm::artifact::pickle

// SPDX-License-Identifier: Apache-2.0
#include "run/proof/npy.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "artifact/npy/npy_header.h"
#include "rules/nearest.h"

namespace stacmlm::run {
namespace {

using base::ErrorKind;

static_assert(std::endian::native == std::endian::little);

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 28U;
constexpr std::size_t kHeaderMultiple = 64;

struct Word {
  DataType type;
  std::string_view word;
};
constexpr Word kWords[] = {
    {DataType::kFloat32, "<f4"}, {DataType::kFloat16, "<f2"}, {DataType::kFloat64, "<f8"},
    {DataType::kInt8, "|i1"},    {DataType::kInt16, "<i2"},   {DataType::kInt32, "<i4"},
    {DataType::kInt64, "<i8"},   {DataType::kUint8, "|u1"},   {DataType::kUint16, "<u2"},
    {DataType::kUint32, "<u4"},  {DataType::kUint64, "<u8"},  {DataType::kBool, "|b1"},
};

}  // namespace

base::Result<Tensor> read_npy(const artifact::Source& source) {
  STACMLM_TRY(const artifact::NpyHeader header, artifact::read_npy_header(source));
  const auto* const word = std::ranges::find(kWords, header.descr, &Word::word);
  if (word == std::end(kWords)) {
    return base::fail(ErrorKind::kUnsupported,
                      fmt::format("{}: elements of {} are not read, only numbers, little-endian",
                                  source.name(), rules::shown(header.descr)));
  }
  if (header.is_fortran) {
    return base::fail(ErrorKind::kUnsupported,
                      fmt::format("{}: the array is in the order of Fortran", source.name()));
  }
  // Whatever the other sizes are: 0 is one.
  const bool is_long =
      std::ranges::any_of(header.shape, [](std::uint64_t size) { return size > kMostBytes; });
  std::vector<std::int64_t> shape;
  for (const std::uint64_t size : header.shape) shape.push_back(static_cast<std::int64_t>(size));
  const auto elements = elements_of(shape);
  if (is_long || !elements || *elements > kMostBytes / size_of(word->type)) {
    return base::fail(ErrorKind::kLimitExceeded,
                      fmt::format("{}: an array of more than 256 MiB", source.name()));
  }
  Tensor tensor(word->type, std::move(shape));
  const std::size_t bytes = *elements * size_of(word->type);
  STACMLM_CHECK(
      source.read(header.data_begin, std::span(static_cast<char*>(tensor.data()), bytes)));
  if (word->type == DataType::kBool)  // any other byte than 0 and 1 is no bool
    for (std::uint8_t& byte : tensor.values<std::uint8_t>()) byte = byte != 0 ? 1 : 0;
  return tensor;
}

base::Result<std::string> write_npy(const Tensor& tensor) {
  const auto* const word = std::ranges::find(kWords, tensor.type(), &Word::type);
  if (word == std::end(kWords)) {
    return base::fail(ErrorKind::kUnsupported,
                      fmt::format("NumPy has no word for {}", name_of(tensor.type())));
  }
  std::string header =
      fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': (", word->word);
  for (const std::int64_t size : tensor.shape()) header += fmt::format("{},", size);
  if (tensor.shape().size() > 1) header.pop_back();
  header += "), }";
  constexpr std::size_t kBefore = 10;  // sign, version, length
  const std::size_t whole = (kBefore + header.size() + kHeaderMultiple) / kHeaderMultiple;
  header.resize(whole * kHeaderMultiple - kBefore, ' ');
  header.back() = '\n';
  std::string text("\x93NUMPY\x01\x00", 8);
  text += static_cast<char>(header.size() & 0xffU);
  text += static_cast<char>(header.size() >> 8U);
  text += header;
  const std::size_t bytes = tensor.elements() * size_of(tensor.type());
  text.append(static_cast<const char*>(tensor.data()), bytes);
  return text;
}

}  // namespace stacmlm::run

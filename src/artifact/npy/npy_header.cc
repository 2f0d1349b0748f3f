// SPDX-License-Identifier: Apache-2.0
#include "artifact/npy/npy_header.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "artifact/bytes/byte_reader.h"
#include "artifact/collector.h"
#include "artifact/npy/array_type.h"

namespace stacmlm::artifact {
namespace {

constexpr std::string_view kSign("\x93NUMPY", 6);
constexpr std::size_t kLongestText = 65536;
constexpr std::size_t kHighestRank = 64;  // NumPy's own limit

/// What stands behind a key of the dictionary, blanks passed over; empty if the key is not there.
std::string_view value_of(std::string_view dictionary, std::string_view key) {
  std::size_t at = dictionary.find(key);
  if (at == std::string_view::npos) return {};
  at = dictionary.find_first_not_of(" :", at + key.size());
  return at == std::string_view::npos ? std::string_view() : dictionary.substr(at);
}

base::Result<std::vector<std::uint64_t>> read_shape(std::string_view text) {
  std::vector<std::uint64_t> shape;
  if (!text.starts_with('(')) return malformed("an array without a shape");
  text.remove_prefix(1);
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(" ,"), text.size()));
    if (text.starts_with(')')) return shape;
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || shape.size() == kHighestRank)
      return malformed("an array with a shape that is none");
    shape.push_back(size);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
}

base::Result<void> demand_data(const NpyHeader& header, std::uint64_t bytes) {
  const auto type = array_type_of(header.descr);
  if (!type || header.has_objects) return {};
  if (std::ranges::find(header.shape, 0U) != header.shape.end()) return {};
  std::uint64_t total = type->width;
  for (const std::uint64_t length : header.shape) {
    if (total > bytes / length && total != 0)
      return malformed("an array with less data than its shape takes");
    total *= length;
  }
  if (total > bytes) return malformed("an array with less data than its shape takes");
  return {};
}

}  // namespace

base::Result<NpyHeader> read_npy_header(const Source& source) {
  return read_npy_header(source, source.size());
}

base::Result<NpyHeader> read_npy_header(const Source& head, std::uint64_t file_size) {
  ByteReader reader(head);
  STACMLM_TRY(const std::string sign, reader.text(kSign.size(), kSign.size()));
  if (sign != kSign) return malformed("no array of NumPy");
  STACMLM_TRY(const std::uint8_t version, reader.u8());
  STACMLM_CHECK(reader.skip(1));
  std::uint64_t size = 0;
  if (version == 1) {
    STACMLM_TRY(size, reader.u16());
  } else {
    STACMLM_TRY(size, reader.u32());
  }
  STACMLM_TRY(const std::string text, reader.text(size, kLongestText));
  NpyHeader header;
  header.data_begin = reader.position();
  const std::string_view descr = value_of(text, "'descr'");
  if (descr.starts_with('\'')) header.descr = descr.substr(1, descr.find('\'', 1) - 1);
  const std::string_view type = descr.substr(
      0, value_of(text, "'fortran_order'").empty() ? descr.size() : descr.find("'fortran_order'"));
  header.has_objects = type.find('O') != std::string_view::npos;
  header.is_fortran = value_of(text, "'fortran_order'").starts_with("True");
  STACMLM_TRY(header.shape, read_shape(value_of(text, "'shape'")));
  STACMLM_CHECK(demand_data(header, file_size - header.data_begin));
  return header;
}

}  // namespace stacmlm::artifact

// SPDX-License-Identifier: Apache-2.0
#include "artifact/gguf/gguf.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "artifact/gguf/metadata.h"
#include "artifact/gguf/tensor_type.h"
#include "artifact/limits.h"

namespace stacmlm::artifact {
namespace {

constexpr std::string_view kSign = "GGUF";
constexpr std::uint32_t kHighestRank = 4;

bool is_gguf(const Probe& probe) { return probe.head.starts_with(kSign); }

/// Where the bytes of a tensor stand, behind the beginning of all.
struct Place {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
};

class GgufReader {
 public:
  GgufReader(const Source& source, Collector& collector) : reader_(source), collector_(collector) {}

  base::Result<void> run() {
    STACMLM_CHECK(reader_.skip(kSign.size()));
    STACMLM_TRY(const std::uint32_t version, reader_.u32());
    if ((version & 0xFFFFU) == 0 && version != 0)
      return base::fail(base::ErrorKind::kUnsupported,
                        "GGUF with the numbers of a big-endian machine");
    if (version < 1 || version > 3)
      return base::fail(base::ErrorKind::kUnsupported, fmt::format("GGUF of version {}", version));
    collector_.model().format_version = fmt::to_string(version);
    const gguf::Numbers numbers(version);
    const unsigned least_key = numbers.size() + 5;
    const unsigned least_tensor = numbers.size() + 16;
    STACMLM_TRY(const std::uint64_t tensors, numbers.count(reader_));
    STACMLM_TRY(const std::uint64_t keys, numbers.count(reader_));
    if (keys > reader_.left() / least_key || tensors > reader_.left() / least_tensor)
      return malformed("says that it has more than there is room for");
    STACMLM_TRY(const gguf::Layout layout, gguf::read_metadata(reader_, numbers, keys, collector_));
    alignment_ = layout.alignment;
    collector_.states_weights();
    for (std::uint64_t i = 0; i < tensors; ++i) {
      STACMLM_CHECK(read_tensor(numbers));
    }

    return check_places();
  }

 private:
  base::Result<void> read_tensor(const gguf::Numbers& numbers) {
    Weight weight;
    STACMLM_TRY(weight.name, numbers.text(reader_, kLongestName));
    STACMLM_TRY(const std::uint32_t rank, reader_.u32());
    if (rank > kHighestRank)
      return malformed(fmt::format("\"{}\" has {} dimensions", weight.name, rank));
    for (std::uint32_t i = 0; i < rank; ++i) {
      STACMLM_TRY(const std::uint64_t size, numbers.count(reader_));
      weight.shape.push_back(static_cast<std::int64_t>(size));
    }
    STACMLM_TRY(const std::uint32_t code, reader_.u32());
    STACMLM_TRY(const std::uint64_t offset, reader_.u64());
    const gguf::TensorType* type = gguf::find_tensor_type(code);
    if (type == nullptr) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("\"{}\" has elements of unknown type {}", weight.name, code));
    }
    weight.data_type = type->name;
    STACMLM_TRY(weight.bytes, bytes_of(weight, *type));
    std::ranges::reverse(weight.shape);  // the fastest stands first in the file
    if (offset % alignment_ != 0)
      return malformed(fmt::format("\"{}\" is not aligned", weight.name));
    places_.push_back({offset, weight.bytes});
    STACMLM_CHECK(collector_.keep(weight.name.size() + sizeof weight.name + sizeof(Place)));
    if (!names_.insert(weight.name).second)
      return malformed(fmt::format("the tensor \"{}\" stands twice", weight.name));
    return collector_.add_weight(std::move(weight));
  }

  static base::Result<std::uint64_t> bytes_of(const Weight& weight, const gguf::TensorType& type) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    std::uint64_t elements = 1;
    for (const std::int64_t size : weight.shape) {
      const auto factor = static_cast<std::uint64_t>(size);
      if (factor > kMost || (factor != 0 && elements > kMost / factor))
        return malformed(fmt::format("\"{}\" has more elements than can be", weight.name));
      elements *= factor;
    }
    const std::uint64_t row =
        weight.shape.empty() ? 1 : static_cast<std::uint64_t>(weight.shape[0]);
    if (row % type.block_elements != 0)
      return malformed(fmt::format("\"{}\" has rows of no whole blocks", weight.name));
    const std::uint64_t blocks = elements / type.block_elements;
    if (blocks > kMost / type.block_bytes)
      return malformed(fmt::format("\"{}\" has more elements than can be", weight.name));
    return blocks * type.block_bytes;
  }

  base::Result<void> check_places() {
    const std::uint64_t gap = (alignment_ - reader_.position() % alignment_) % alignment_;
    if (places_.empty()) return {};
    if (gap > reader_.left()) return malformed("the file ends before its tensors");
    const std::uint64_t there = reader_.left() - gap;
    std::ranges::sort(places_, {}, &Place::begin);
    std::uint64_t end = 0;
    for (const Place& place : places_) {
      if (place.begin > there || place.size > there - place.begin)
        return malformed("a tensor lies outside of the file");
      if (place.begin < end) return malformed("two tensors lie in the same bytes");
      end = place.begin + place.size;
    }
    return {};
  }

  ByteReader reader_;
  Collector& collector_;
  std::uint64_t alignment_ = 32;
  std::set<std::string> names_;
  std::vector<Place> places_;
};

base::Result<void> read_gguf(const Probe& probe, Collector& collector) {
  return GgufReader(probe.source, collector).run();
}

}  // namespace

const FormatReader kGguf{
    {.name = "gguf", .title = "GGUF", .extensions = ".gguf", .is_read = true}, is_gguf, read_gguf};

}  // namespace stacmlm::artifact

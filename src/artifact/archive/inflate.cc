// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

#include "artifact/collector.h"

namespace stacmlm::artifact {
namespace {

/// zlib's state for one raw deflate stream.
class Inflater {
 public:
  Inflater() : is_ready_(inflateInit2(&stream_, -MAX_WBITS) == Z_OK) {}
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (is_ready_) inflateEnd(&stream_);
  }

  [[nodiscard]] bool is_ready() const { return is_ready_; }
  [[nodiscard]] z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool is_ready_;
};

/// Where an unpacking stands when `to` is full, or the stream has ended.
struct Stand {
  bool is_full = false;
  bool is_at_end = false;  ///< of the stream and of the packed bytes
};

base::Result<Stand> unpack(const Source& source, std::uint64_t begin, std::uint64_t packed,
                           bool is_head, std::string& to) {
  Inflater inflater;
  if (!inflater.is_ready()) return base::fail(base::ErrorKind::kInternal, "zlib cannot be started");
  if (to.size() > std::numeric_limits<uInt>::max()) return over_limit("more than 4 GiB to unpack");
  z_stream& stream = inflater.stream();
  stream.next_out = reinterpret_cast<Bytef*>(to.data());
  stream.avail_out = static_cast<uInt>(to.size());
  std::array<char, 16384> chunk{};
  int state = Z_OK;
  while (state == Z_OK && packed > 0 && !(is_head && stream.avail_out == 0)) {
    const std::size_t size = std::min<std::uint64_t>(packed, chunk.size());
    STACMLM_CHECK(source.read(begin, std::span(chunk).first(size)));
    begin += size;
    packed -= size;
    stream.next_in = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_in = static_cast<uInt>(size);
    state = inflate(&stream, Z_NO_FLUSH);
  }
  return Stand{stream.avail_out == 0, state == Z_STREAM_END && stream.avail_in == 0 && packed == 0};
}

tl::unexpected<base::Error> other_size() {
  return malformed("cannot be unpacked to the size that the zip archive states");
}

}  // namespace

base::Result<void> inflate_into(const Source& source, std::uint64_t begin, std::uint64_t packed,
                                std::string& to) {
  STACMLM_TRY(const Stand stand, unpack(source, begin, packed, false, to));
  if (!stand.is_full || !stand.is_at_end) return other_size();
  return {};
}

base::Result<void> inflate_head(const Source& source, std::uint64_t begin, std::uint64_t packed,
                                std::string& to) {
  STACMLM_TRY(const Stand stand, unpack(source, begin, packed, true, to));
  if (!stand.is_full) return other_size();
  return {};
}

}  // namespace stacmlm::artifact

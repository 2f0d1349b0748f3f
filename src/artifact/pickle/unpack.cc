// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/unpack.h"

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

#include "artifact/collector.h"

namespace stacmlm::artifact::pickle {
namespace {

enum class State { kGoesOn, kEnd, kBroken };

// Each of the three: takes from `in`, puts to `out`, and says what is left of both.

class ZlibStream {
 public:
  ZlibStream() { is_ready_ = inflateInit2(&stream_, MAX_WBITS + 32) == Z_OK; }
  ZlibStream(const ZlibStream&) = delete;
  ZlibStream& operator=(const ZlibStream&) = delete;
  ~ZlibStream() {
    if (is_ready_) inflateEnd(&stream_);
  }
  [[nodiscard]] bool is_ready() const { return is_ready_; }
  State run(std::span<char>& in, std::span<char>& out) {
    stream_.next_in = reinterpret_cast<Bytef*>(in.data());
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const int state = inflate(&stream_, Z_NO_FLUSH);
    in = in.last(stream_.avail_in);
    out = out.last(stream_.avail_out);
    if (state == Z_STREAM_END) return State::kEnd;
    return state == Z_OK || state == Z_BUF_ERROR ? State::kGoesOn : State::kBroken;
  }

 private:
  z_stream stream_{};
  bool is_ready_ = false;
};

class Bzip2Stream {
 public:
  Bzip2Stream() { is_ready_ = BZ2_bzDecompressInit(&stream_, 0, 1) == BZ_OK; }
  Bzip2Stream(const Bzip2Stream&) = delete;
  Bzip2Stream& operator=(const Bzip2Stream&) = delete;
  ~Bzip2Stream() {
    if (is_ready_) BZ2_bzDecompressEnd(&stream_);
  }
  [[nodiscard]] bool is_ready() const { return is_ready_; }
  State run(std::span<char>& in, std::span<char>& out) {
    stream_.next_in = in.data();
    stream_.avail_in = static_cast<unsigned>(in.size());
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<unsigned>(out.size());
    const int state = BZ2_bzDecompress(&stream_);
    in = in.last(stream_.avail_in);
    out = out.last(stream_.avail_out);
    if (state == BZ_STREAM_END) return State::kEnd;
    return state == BZ_OK ? State::kGoesOn : State::kBroken;
  }

 private:
  bz_stream stream_{};
  bool is_ready_ = false;
};

/// Of .xz and of the older .lzma.
class XzStream {
 public:
  XzStream() { is_ready_ = lzma_auto_decoder(&stream_, kMostMemory, 0) == LZMA_OK; }
  XzStream(const XzStream&) = delete;
  XzStream& operator=(const XzStream&) = delete;
  ~XzStream() { lzma_end(&stream_); }
  [[nodiscard]] bool is_ready() const { return is_ready_; }
  State run(std::span<char>& in, std::span<char>& out) {
    stream_.next_in = reinterpret_cast<std::uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream_.avail_out = out.size();
    const lzma_ret state = lzma_code(&stream_, LZMA_RUN);
    in = in.last(stream_.avail_in);
    out = out.last(stream_.avail_out);
    if (state == LZMA_STREAM_END) return State::kEnd;
    return state == LZMA_OK || state == LZMA_BUF_ERROR ? State::kGoesOn : State::kBroken;
  }

 private:
  static constexpr std::uint64_t kMostMemory = std::uint64_t{96} << 20U;  // a dictionary of 64 MiB
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool is_ready_ = false;
};

template <class Stream>
base::Result<Unpacked> unpack_with(const Source& source, std::size_t limit) {
  constexpr std::size_t kChunk = 16384;
  Stream stream;
  if (!stream.is_ready()) return base::fail(base::ErrorKind::kInternal, "cannot start to unpack");
  Unpacked unpacked;
  std::array<char, kChunk> packed{};
  std::array<char, kChunk> room{};
  std::span<char> in;
  std::uint64_t position = 0;
  for (;;) {
    if (in.empty() && position < source.size()) {
      in = std::span(packed).first(
          static_cast<std::size_t>(std::min<std::uint64_t>(kChunk, source.size() - position)));
      STACMLM_CHECK(source.read(position, in));
      position += in.size();
    }
    const std::size_t before = in.size();
    std::span<char> out(room);
    const State state = stream.run(in, out);
    const std::size_t got = room.size() - out.size();
    if (state == State::kBroken) return malformed("what is packed is broken");
    unpacked.bytes.append(room.data(), std::min(got, limit - unpacked.bytes.size()));
    unpacked.is_whole = state == State::kEnd;
    unpacked.behind = in.size() + (source.size() - position);
    if (unpacked.is_whole || unpacked.bytes.size() == limit) return unpacked;
    if (got == 0 && in.size() == before && position == source.size())
      return malformed("what is packed breaks off");
  }
}

}  // namespace

Packing packing_of(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\x1F\x8B\x08"sv)) return Packing::kZlib;
  for (const std::string_view start : {"\x78\x01"sv, "\x78\x5E"sv, "\x78\x9C"sv, "\x78\xDA"sv}) {
    if (head.starts_with(start)) return Packing::kZlib;
  }
  if (head.starts_with("BZh"sv)) return Packing::kBzip2;
  if (head.starts_with("\xFD\x37zXZ\0"sv) || head.starts_with("\x5D\0\0"sv)) return Packing::kXz;
  if (head.starts_with("\x04\x22\x4D\x18"sv)) return Packing::kLz4;
  return Packing::kNone;
}

base::Result<Unpacked> unpack(const Source& source, Packing packing, std::size_t limit) {
  switch (packing) {
    case Packing::kZlib:
      return unpack_with<ZlibStream>(source, limit);
    case Packing::kBzip2:
      return unpack_with<Bzip2Stream>(source, limit);
    case Packing::kXz:
      return unpack_with<XzStream>(source, limit);
    case Packing::kLz4:
    case Packing::kNone:
      break;
  }
  return base::fail(base::ErrorKind::kUnsupported, "packed with lz4, which is not unpacked here");
}

}  // namespace stacmlm::artifact::pickle

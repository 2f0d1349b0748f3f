// SPDX-License-Identifier: Apache-2.0
#include "model_files/zip_writer.h"

#include <zlib.h>

#include <array>
#include <utility>

#include "model_files/byte_writer.h"

namespace stacmlm::model_files {
namespace {

constexpr std::uint32_t kFull = 0xFFFFFFFF;
constexpr std::uint16_t kSizesBehind = 8;

/// What is true of an entry.
struct Facts {
  std::string packed;
  std::uint32_t crc = 0;
  std::uint64_t size = 0;
  std::uint64_t header = 0;
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
};

std::uint32_t crc_with_hole(const ZipEntry& entry) {
  std::uint32_t crc = crc_of(entry.bytes);
  constexpr std::size_t kPiece = std::size_t{1} << 20U;
  static const std::string zeros(kPiece, '\0');
  static const std::uint32_t crc_of_zeros = crc_of(zeros);
  std::uint64_t left = entry.hole_size;
  for (; left >= kPiece; left -= kPiece)
    crc = static_cast<std::uint32_t>(crc32_combine(crc, crc_of_zeros, kPiece));
  return static_cast<std::uint32_t>(
      crc32_combine(crc, crc_of(std::string_view(zeros).substr(0, left)), static_cast<long>(left)));
}

Facts facts_of(const ZipEntry& entry) {
  Facts facts;
  facts.packed = entry.is_deflated ? deflated(entry.bytes, -MAX_WBITS) : entry.bytes;
  facts.size = entry.bytes.size() + entry.hole_size;
  facts.crc = entry.crc.value_or(crc_with_hole(entry));
  facts.method = entry.method.value_or(entry.is_deflated ? 8 : 0);
  facts.flags = static_cast<std::uint16_t>(entry.flags | (entry.has_descriptor ? kSizesBehind : 0));
  return facts;
}

void write_header(ByteWriter& out, const ZipEntry& entry, const Facts& facts) {
  const std::string& name = entry.local_name.value_or(entry.name);
  ByteWriter extra;
  const std::uint64_t packed_size = facts.packed.size() + entry.hole_size;
  if (entry.is_zip64 && !entry.has_descriptor)
    extra.u16(1).u16(16).u64(facts.size).u64(packed_size);
  if (entry.align != 0) {
    const std::size_t begin = out.size() + 30 + name.size() + extra.size() + 4;
    const std::size_t padding = (entry.align - begin % entry.align) % entry.align;
    extra.text("FB").u16(static_cast<std::uint16_t>(padding)).text(std::string(padding, 'Z'));
  }
  const auto size = entry.is_zip64 ? kFull : static_cast<std::uint32_t>(facts.size);
  const auto packed = entry.is_zip64 ? kFull : static_cast<std::uint32_t>(packed_size);
  const bool is_open = entry.has_descriptor;
  out.text("PK\3\4").u16(20).u16(entry.local_flags.value_or(facts.flags));
  out.u16(entry.local_method.value_or(facts.method)).u32(0);
  out.u32(entry.local_crc.value_or(is_open ? 0 : facts.crc)).u32(is_open ? 0 : packed);
  out.u32(entry.local_size.value_or(is_open ? 0 : size));
  out.u16(static_cast<std::uint16_t>(name.size())).u16(static_cast<std::uint16_t>(extra.size()));
  out.text(name).text(extra.bytes()).text(facts.packed);
  if (!entry.has_descriptor) return;
  out.text("PK\7\10").u32(facts.crc);
  if (entry.is_zip64) {
    out.u64(packed_size).u64(facts.size);
  } else {
    out.u32(static_cast<std::uint32_t>(packed_size)).u32(static_cast<std::uint32_t>(facts.size));
  }
}

void write_central(ByteWriter& out, const ZipEntry& entry, const Facts& facts) {
  ByteWriter extra;
  const std::uint64_t packed_size = facts.packed.size() + entry.hole_size;
  if (entry.is_zip64) extra.u16(1).u16(24).u64(facts.size).u64(packed_size).u64(facts.header);
  if (!entry.unicode_name.empty()) {
    extra.u16(0x7075).u16(static_cast<std::uint16_t>(5 + entry.unicode_name.size()));
    extra.u8(1).u32(crc_of(entry.name)).text(entry.unicode_name);
  }
  const auto of = [&](std::uint64_t number) {
    return entry.is_zip64 ? kFull : static_cast<std::uint32_t>(number);
  };
  out.text("PK\1\2").u16(entry.unix_mode == 0 ? 20 : 0x0314).u16(20).u16(facts.flags);
  out.u16(facts.method).u32(0).u32(facts.crc);
  out.u32(entry.central_packed.value_or(of(packed_size)));
  out.u32(entry.central_size.value_or(of(facts.size)));
  out.u16(static_cast<std::uint16_t>(entry.name.size()));
  out.u16(static_cast<std::uint16_t>(extra.size())).u16(0).u16(0).u16(0);
  out.u32(entry.unix_mode << 16U).u32(entry.central_header.value_or(of(facts.header)));
  out.text(entry.name).text(extra.bytes());
}

void write_end(ByteWriter& out, std::uint64_t count, std::uint64_t begin, std::uint64_t size,
               const ZipOptions& options) {
  if (options.is_zip64) {
    const std::uint64_t at = begin + size + options.behind_directory.size();
    out.text("PK\6\6").u64(44).u16(45).u16(45).u32(0).u32(0).u64(count).u64(count);
    out.u64(size).u64(begin).text("PK\6\7").u32(0).u64(at).u32(1);
  }
  const auto of = [](std::uint64_t number) {
    return number > kFull ? kFull : static_cast<std::uint32_t>(number);
  };
  const auto stated = options.count.value_or(static_cast<std::uint16_t>(count));
  out.text("PK\5\6").u32(0).u16(stated).u16(stated).u32(of(size)).u32(of(begin));
  out.u16(static_cast<std::uint16_t>(options.comment.size()));
  out.text(options.comment).text(options.behind);
}

}  // namespace

std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

ZipEntry torch_entry(std::string name, std::string bytes) {
  return {.name = std::move(name), .bytes = std::move(bytes), .has_descriptor = true, .align = 64};
}

std::string zip(const std::vector<ZipEntry>& entries, const ZipOptions& options) {
  ByteWriter out;
  ByteWriter directory;
  std::uint64_t holes = 0;
  out.text(options.before);
  for (const ZipEntry& entry : entries) {
    Facts facts = facts_of(entry);
    facts.header = out.size() + holes;
    write_header(out, entry, facts);
    write_central(directory, entry, facts);
    holes += entry.hole_size;
  }
  out.text(options.gap);
  const std::uint64_t begin = out.size() + holes;
  out.text(directory.bytes()).text(options.behind_directory);
  write_end(out, entries.size(), begin, directory.size(), options);
  return out.bytes();
}

std::string deflated(std::string_view bytes, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()) + 64, '\0');
  std::string from(bytes);  // zlib asks for bytes that can be written, and does not
  stream.next_in = reinterpret_cast<Bytef*>(from.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace stacmlm::model_files

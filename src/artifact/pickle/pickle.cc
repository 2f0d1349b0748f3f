// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/pickle.h"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>

#include "artifact/pickle/findings.h"

namespace stacmlm::artifact {
namespace pickle {
namespace {

constexpr std::size_t kMostStreams = 1000;

// The opcodes that pickles of protocols 0 and 1 begin with: containers, names, texts.
constexpr std::string_view kFirstOpcodes = "(]}c)VSXUT";

base::Result<void> read_all(const Probe& probe, Collector& collector) {
  ByteReader reader(probe.source);
  MachineLimits budget;
  for (std::size_t count = 0; reader.left() > 0; ++count) {
    const std::uint64_t begin = reader.position();
    if (count == kMostStreams) return over_limit("more pickles behind each other than are read");
    if (count > 0) {
      STACMLM_TRY(const std::uint8_t first, reader.u8());
      STACMLM_CHECK(reader.seek(begin));
      if (first != 0x80) {
        collector.danger(DangerKind::kNotAnalysed, place_of("", begin),
                         fmt::format("{} bytes behind the pickle are no pickle", reader.left()));
        return {};
      }
    }
    Stream stream;
    STACMLM_CHECK(analyse(reader, "", Loader::kPython, collector, budget, stream));
    if (count == 0) collector.model().format_version = fmt::format("protocol {}", stream.protocol);
    if (stream.result == kNoValue)
      return malformed(fmt::format("the pickle at byte {} cannot be read to its end", begin));
  }
  return {};
}

}  // namespace

bool looks_like_pickle(std::string_view head) {
  if (head.size() >= 2 && head[0] == '\x80') return static_cast<unsigned char>(head[1]) <= 5;
  if (head.empty() || kFirstOpcodes.find(head[0]) == std::string_view::npos) return false;
  const auto source = source_of(head, "");
  ByteReader reader(*source);
  Stream stream;
  const auto read = read_stream(reader, {}, stream);
  return read || (reader.left() == 0 && stream.operations > 1) ||
         stream.operations > 16;  // most of it made sense, so it is for the reader to say what not
}

bool looks_like_tar(std::string_view head) {
  constexpr std::size_t kHeader = 512;
  constexpr std::size_t kSum = 148;
  constexpr std::size_t kSumSize = 8;
  if (head.size() < kHeader || head[0] == '\0') return false;
  std::string_view field = head.substr(kSum, kSumSize);
  while (field.starts_with(' ')) field.remove_prefix(1);
  unsigned stated = 0;
  const auto parsed = std::from_chars(field.data(), field.data() + field.size(), stated, 8);
  if (parsed.ec != std::errc{}) return false;
  unsigned sum = ' ' * kSumSize;
  int signed_sum = ' ' * kSumSize;
  for (std::size_t i = 0; i < kHeader; ++i) {
    if (i >= kSum && i < kSum + kSumSize) continue;
    sum += static_cast<unsigned char>(head[i]);
    signed_sum += static_cast<signed char>(head[i]);
  }
  return stated == sum || static_cast<int>(stated) == signed_sum;
}

}  // namespace pickle

const FormatReader kPickle{{.name = "pickle",
                            .title = "Python pickle",
                            .extensions = ".pkl .pickle",
                            .artifact_types = "pickle pickle.dump",
                            .is_read = true},
                           [](const Probe& probe) { return pickle::looks_like_pickle(probe.head); },
                           pickle::read_all};

}  // namespace stacmlm::artifact

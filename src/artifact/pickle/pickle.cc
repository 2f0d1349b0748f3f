// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/pickle.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "artifact/pickle/arrays.h"
#include "artifact/pickle/estimator.h"
#include "artifact/pickle/findings.h"
#include "artifact/pickle/unpack.h"

namespace stacmlm::artifact {
namespace pickle {
namespace {

constexpr std::size_t kMostStreams = 1000;

// The opcodes that pickles of protocols 0 and 1 begin with: containers, names, texts.
constexpr std::string_view kFirstOpcodes = "(]}c)VSXUT";

/// Reads pickles that stand behind each other in one source.
class FileReader {
 public:
  FileReader(const Source& source, std::string_view part, Collector& collector)
      : source_(source), part_(part), collector_(collector), reader_(source) {}

  base::Result<void> read() {
    for (std::size_t count = 0; reader_.left() > 0; ++count) {
      if (count == kMostStreams) return over_limit("more pickles behind each other than are read");
      if (count > 0) {
        STACMLM_TRY(const bool goes_on, is_another());
        if (!goes_on) return {};
      }
      STACMLM_CHECK(read_one(count == 0));
    }
    return {};
  }

 private:
  base::Result<bool> is_another() {
    const std::uint64_t begin = reader_.position();
    STACMLM_TRY(const std::uint8_t first, reader_.u8());
    STACMLM_CHECK(reader_.seek(begin));
    if (first == 0x80) return true;
    collector_.danger(DangerKind::kNotAnalysed, place_of(part_, begin),
                      fmt::format("{} bytes behind the pickle are no pickle", reader_.left()));
    return false;
  }

  base::Result<void> read_one(bool is_first) {
    const std::uint64_t begin = reader_.position();
    Stream stream;
    JoblibArrays arrays(budget_);
    STACMLM_CHECK(analyse(reader_, part_, Loader::kJoblib, collector_, budget_, stream, &arrays));
    for (const Stream& inner : arrays.inner()) report(inner, part_, Loader::kJoblib, collector_);
    note_joblib(stream);
    if (is_first) collector_.model().format_version = fmt::format("protocol {}", stream.protocol);
    if (stream.result == kNoValue)
      return malformed(fmt::format("the pickle at byte {} cannot be read to its end", begin));
    return is_first ? read_estimator(stream, arrays, source_, collector_) : base::Result<void>();
  }

  // Passing over those bytes is what joblib does, and nobody else.
  void note_joblib(const Stream& stream) {
    for (const Global& global : stream.values.globals()) {
      if (!is_joblib_array(global)) continue;
      collector_.model().format = kJoblib.facts.name;
      collector_.danger(DangerKind::kNotAnalysed, place_of(part_, global.position),
                        "bytes of arrays stand between the opcodes: joblib passes over them, any "
                        "other loader of pickles would run them");
    }
  }

  const Source& source_;
  std::string_view part_;
  Collector& collector_;
  ByteReader reader_;
  MachineLimits budget_;
};

base::Result<void> read_plain(const Probe& probe, Collector& collector) {
  return FileReader(probe.source, "", collector).read();
}

base::Result<void> read_packed(const Probe& probe, Collector& collector) {
  STACMLM_TRY(const Unpacked unpacked,
              unpack(probe.source, packing_of(probe.head), collector.limits().header_bytes));
  if (!unpacked.is_whole) {
    return over_limit(fmt::format("is packed, and has more than {} bytes unpacked",
                                  collector.limits().header_bytes));
  }
  if (unpacked.behind > 0) {
    collector.danger(DangerKind::kNotAnalysed, "",
                     fmt::format("{} bytes behind what is packed", unpacked.behind));
  }
  return FileReader(*source_of(unpacked.bytes, ""), "unpacked", collector).read();
}

/// As tarfile reads a number: base 256 with a sign bit, or octal digits, with which it takes what
/// else Python's int() passes over. Nothing is 0.
std::uint64_t number_of_tar(std::string_view field) {
  std::uint64_t number = 0;
  if (field[0] == '\x80' || field[0] == '\xFF') {
    for (const char c : field.substr(1)) number = number << 8U | static_cast<unsigned char>(c);
    return number;
  }
  for (const char c : field.substr(0, field.find('\0'))) {
    if (c >= '0' && c <= '7') number = number << 3U | static_cast<unsigned>(c - '0');
  }
  return number;
}

// Only the beginning is unpacked, so that what is packed may be anything.
bool is_packed_pickle(const Probe& probe) {
  constexpr std::size_t kStart = 512;
  const Packing packing = packing_of(probe.head);
  if (packing == Packing::kNone) return false;
  if (packing == Packing::kLz4) return true;
  const auto start = unpack(probe.source, packing, kStart);
  return start && looks_like_pickle(start->bytes);
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
  if (head.size() < kHeader) return false;
  const std::uint64_t stated = number_of_tar(head.substr(kSum, kSumSize));
  unsigned sum = ' ' * kSumSize;  // of nothing but zeros, which end an archive, it is 256
  int signed_sum = ' ' * kSumSize;
  for (std::size_t i = 0; i < kHeader; ++i) {
    if (i >= kSum && i < kSum + kSumSize) continue;
    sum += static_cast<unsigned char>(head[i]);
    signed_sum += static_cast<signed char>(head[i]);
  }
  return stated != 0 && (stated == sum || std::cmp_equal(stated, signed_sum));
}

}  // namespace pickle

const FormatReader kPickle{{.name = "pickle",
                            .title = "Python pickle",
                            .extensions = ".pkl .pickle",
                            .artifact_types = "pickle pickle.dump",
                            .is_read = true},
                           [](const Probe& probe) { return pickle::looks_like_pickle(probe.head); },
                           pickle::read_plain};

const FormatReader kJoblib{{.name = "joblib",
                            .title = "joblib",
                            .extensions = ".joblib .pkl .pkl.gz",
                            .artifact_types = "joblib joblib.dump pickle",
                            .is_read = true},
                           pickle::is_packed_pickle,
                           pickle::read_packed};

}  // namespace stacmlm::artifact

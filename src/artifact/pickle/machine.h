// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artifact/bytes/byte_reader.h"
#include "artifact/pickle/values.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::pickle {

/// What one pickle consists of. Plain data.
struct Stream {
  Values values;
  ValueId result = kNoValue;  ///< what loading it would give; kNoValue: not read to its end
  std::uint64_t begin = 0;
  std::uint64_t end = 0;  ///< behind its STOP, or where reading ended
  unsigned protocol = 0;
  std::size_t operations = 0;  ///< opcodes gone through
  /// Names set by BUILD on a global itself, calls of values that are no names, and states that are
  /// more than data.
  struct Oddity {
    enum class Kind { kChangesGlobal, kCallsValue, kDoubtfulState } kind = Kind::kCallsValue;
    std::uint64_t position = 0;
    ValueId value = kNoValue;
    std::string_view what{};  ///< of a state, why
  };
  std::vector<Oddity> oddities;
};

struct MachineLimits {
  std::size_t operations = 2'000'000;
  std::size_t text_bytes = std::size_t{48} << 20U;  ///< of all texts together
};

/// Looks at an object that has just got its state, for formats that put raw bytes behind it; may
/// move the reader.
class BuildWatcher {
 public:
  virtual ~BuildWatcher() = default;
  virtual base::Result<void> built(ByteReader& reader, const Stream& stream, ValueId object) = 0;
};

/// Goes through the opcodes of one pickle, protocols 0 to 5, as an unpickler would, and keeps what
/// they would make as values. Nothing is imported, called or looked up; a stack or memo that an
/// unpickler would refuse, an unknown opcode and a stream that ends early are Errors
/// (`kInvalidDocument`; `kUnsupported` for what only the program that loads it knows, or may not
/// refuse). What was found before stays in `stream`.
base::Result<void> read_stream(ByteReader& reader, const MachineLimits& limits, Stream& stream,
                               BuildWatcher* watcher = nullptr);

}  // namespace stacmlm::artifact::pickle

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "artifact/collector.h"
#include "artifact/pickle/harmless.h"
#include "artifact/pickle/machine.h"

namespace stacmlm::artifact::pickle {

/// `data.pkl byte 12`, or `byte 12` if the part has no name.
std::string place_of(std::string_view part, std::uint64_t position);

/// The call as Python would write it, shortened: `os.system("touch canary")`. Printable ASCII.
std::string call_text(const Values& values, const Object& call);

/// Reports every name that is not harmless, with the calls of it. `part` names the stream.
void report(const Stream& stream, std::string_view part, Loader loader, Collector& collector);

/// Reads the pickle at the reader's place and reports it. What makes it unreadable is reported as
/// not analysed, and `result` of the stream is kNoValue then; an Error only if bytes cannot be
/// read. The opcodes are taken from `budget`, which all pickles of a file share.
base::Result<void> analyse(ByteReader& reader, std::string_view part, Loader loader,
                           Collector& collector, MachineLimits& budget, Stream& stream,
                           BuildWatcher* watcher = nullptr);

}  // namespace stacmlm::artifact::pickle

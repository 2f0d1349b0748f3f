// SPDX-License-Identifier: Apache-2.0
#include "run/proof/peak_memory.h"

#include <charconv>
#include <fstream>
#include <string>
#include <string_view>

namespace stacmlm::run {
namespace {

/// A line of Linux's account of this process: `VmHWM:	  123456 kB`.
std::optional<std::uint64_t> bytes_of(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(name)) continue;
    const std::size_t first = line.find_first_of("0123456789");
    if (first == std::string::npos) return {};
    std::uint64_t kilobytes = 0;
    std::from_chars(line.data() + first, line.data() + line.size(), kilobytes);
    return kilobytes * 1024;
  }
  return {};
}

/// Makes the highest size so far the present one.
bool forget_peak() {
  std::ofstream file("/proc/self/clear_refs");
  file << "5";
  file.close();
  return static_cast<bool>(file);
}

}  // namespace

PeakMemory::PeakMemory() {
  if (forget_peak()) before_ = bytes_of("VmRSS:");
}

std::optional<std::uint64_t> PeakMemory::grown() const {
  const auto peak = bytes_of("VmHWM:");
  if (!before_ || !peak) return {};
  return *peak > *before_ ? *peak - *before_ : 0;
}

}  // namespace stacmlm::run

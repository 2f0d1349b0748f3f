// SPDX-License-Identifier: Apache-2.0
// Any text: read as a point in time or refused; times stand in order whatever their offset.
#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"
#include "stacmlm/stac/datetime.h"

namespace stacmlm::stac {
namespace {

void check(std::string_view text) {
  const auto instant = read_datetime(text);
  if (!instant) return;
  require(instant->second >= 0 && instant->second <= 60, "a second of a minute");
  require(instant->nanosecond >= 0 && instant->nanosecond < 1'000'000'000, "a part of a second");
  // Years 0000 to 9999, a day more at both ends for the offset.
  require(instant->minute >= -1'036'121'760 && instant->minute <= 4'223'400'000,
          "a year of four digits");

  // NOLINTNEXTLINE(readability-magic-numbers)
  const bool has_fraction = text[19] == '.';
  if (!has_fraction) {
    std::string later(text);
    later.insert(19, ".5");
    const auto after = read_datetime(later);
    require(after.has_value() && *after > *instant, "half a second later is later");
  }
  if (text.back() == 'Z' || text.back() == 'z') {
    std::string same(text.substr(0, text.size() - 1));
    require(read_datetime(same + "+00:00") == instant, "an offset of zero is UTC");
    require(!read_datetime(same), "a time needs an offset");
    if (instant->second == 60) return;  // an offset moves the end of the month
    const auto west = read_datetime(same + "-01:30");
    require(west.has_value() && west->minute == instant->minute + 90, "an offset is taken off");
  }
}

}  // namespace
}  // namespace stacmlm::stac

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  stacmlm::stac::check({reinterpret_cast<const char*>(data), size});
  return 0;
}

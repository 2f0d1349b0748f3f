// SPDX-License-Identifier: Apache-2.0
// Any bytes as a model file that gets metadata: it is refused, or is the same model with them.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "stacmlm/artifact/embed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view kItem = R"({"type":"Feature"})";
  const auto embedded = [&](std::string_view from) -> base::Result<std::string> {
    std::string made;
    const auto done =
        artifact::embed(*artifact::source_of(from, "model"), kItem, [&](std::string_view part) {
          made += part;
          return base::Result<void>();
        });
    if (!done) return tl::unexpected(done.error());
    return made;
  };
  const auto once = embedded(bytes);
  if (!once) {
    require(once.error().kind != base::ErrorKind::kInternal, once.error().message);
    require(once.error().kind != base::ErrorKind::kIo, "nothing is read beyond the end");
    return 0;
  }
  const auto twice = embedded(*once);
  require(twice.has_value() && *twice == *once, "the same metadata change nothing");
  return 0;
}

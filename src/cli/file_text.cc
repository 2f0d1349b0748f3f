// SPDX-License-Identifier: Apache-2.0
#include "cli/file_text.h"

#include <cstring>
#include <memory>
#include <utility>

#include "cli/byte_stream.h"
#include "cli/out_of_memory.h"

namespace stacmlm::cli {

base::Result<FileText> read_text(const std::string& path, std::size_t limit) {
  STACMLM_TRY(ByteStream stream, ByteStream::open(path));
  if (stream.size() > limit) return FileText{std::nullopt, stream.size()};
  if (stream.size() > 0) {
    // NOLINTNEXTLINE(modernize-avoid-c-arrays): what Text::own takes
    std::unique_ptr<char[]> buffer(new (std::nothrow) char[stream.size() + json::kPadding]);
    if (!buffer) return base::fail(base::ErrorKind::kIo, kOutOfMemory);
    STACMLM_TRY(const std::size_t size, stream.read_into(buffer.get(), stream.size()));
    std::memset(buffer.get() + size, 0, json::kPadding);
    return FileText{json::Text::own(std::move(buffer), size), size};
  }
  for (;;) {  // a pipe, or one of the kernel's files
    STACMLM_TRY(const bool more, stream.read_more());
    const std::size_t size = stream.buffer().size();
    if (size > limit) return FileText{std::nullopt, size};
    if (!more) return FileText{json::Text::copy_of(stream.buffer()), size};
  }
}

}  // namespace stacmlm::cli

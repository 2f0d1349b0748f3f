// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "artifact/source/relative_path.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact {
namespace {

// A request costs about as much time as 256 KiB do. So what lies nearer is read on the way, in
// pieces that double; behind a longer jump (the weights of one tensor) the pieces are small again.
constexpr std::size_t kFirst = std::size_t{64} << 10U;
constexpr std::size_t kBehindJump = std::size_t{16} << 10U;
constexpr std::size_t kNear = std::size_t{256} << 10U;
constexpr std::size_t kMostAhead = std::size_t{1} << 20U;
constexpr std::size_t kMostAtOnce = std::size_t{8} << 20U;
constexpr std::size_t kKept = 4;

struct Piece {
  std::uint64_t begin = 0;
  std::string bytes;
};

/// How much to ask for, by what was asked before.
class ReadAhead {
 public:
  /// For `needed` bytes at `offset` that are not there yet.
  std::size_t size_for(std::uint64_t offset, std::size_t needed) {
    const bool goes_on = offset >= seen_ && offset - seen_ <= kNear;
    ahead_ = goes_on ? std::min(2 * ahead_, kMostAhead) : kBehindJump;
    return std::min(std::max(needed, ahead_), kMostAtOnce);
  }
  void has_read_to(std::uint64_t end) { seen_ = end; }

 private:
  std::size_t ahead_ = kFirst;
  std::uint64_t seen_ = 0;  // up to where it was read last
};

tl::unexpected<base::Error> leads_out(std::string_view relative, std::string_view why) {
  return base::fail(base::ErrorKind::kInvalidArgument, fmt::format("{}: {}", relative, why));
}

bool stands_for_itself(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

/// The path as it stands in a URL: what could mean more there is escaped.
base::Result<std::string> escaped_path(std::string_view relative) {
  if (const auto why = leads_elsewhere(relative); !why.empty()) return leads_out(relative, why);
  // Servers on Windows take it for a slash.
  if (relative.find('\\') != std::string_view::npos)
    return leads_out(relative, "has a backslash, which some servers take for a slash");
  std::string escaped;
  for (std::size_t begin = 0; begin < relative.size();) {
    const std::size_t end = std::min(relative.find('/', begin), relative.size());
    const std::string_view step = relative.substr(begin, end - begin);
    begin = end + 1;
    if (step.empty() || step == ".") continue;
    if (!escaped.empty()) escaped += '/';
    for (const char c : step) {
      escaped += stands_for_itself(c) ? std::string(1, c)
                                      : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

/// Up to and with the last slash of the path; nothing if the URL has none.
std::string folder_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t host = url.find("://");
  const std::size_t slash = url.rfind('/');
  if (host == std::string_view::npos || slash < host + 3) return {};
  return std::string(url.substr(0, slash + 1));
}

class RemoteSource : public Source {
 public:
  static base::Result<std::unique_ptr<Source>> open(std::string url, base::Fetcher& fetcher) {
    STACMLM_TRY(base::FetchedRange start, fetcher.fetch_range(url, 0, kFirst));
    if (start.bytes.size() != std::min<std::uint64_t>(kFirst, start.size)) return other_bytes(url);
    return std::unique_ptr<Source>(new RemoteSource(std::move(url), fetcher, std::move(start)));
  }

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::uint64_t size() const override { return size_; }

  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    if (offset > size_ || to.size() > size_ - offset)
      return base::fail(base::ErrorKind::kIo, name_ + ": read beyond the end");
    while (!to.empty()) {
      std::size_t done = copy_kept(offset, to);
      if (done == 0) {
        STACMLM_TRY(done, fetch(offset, to));
      }
      offset += done;
      to = to.subspan(done);
      ahead_.has_read_to(offset);
    }
    return {};
  }

  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    const std::string folder = folder_of(name_);
    if (folder.empty()) return leads_out(relative, "nothing lies beside that URL");
    STACMLM_TRY(const std::string path, escaped_path(relative));
    auto source = open(folder + path, fetcher_);
    if (source || source.error().kind == base::ErrorKind::kNotFound) return source;
    return tl::unexpected(failed(std::move(source).error()));
  }

 private:
  RemoteSource(std::string url, base::Fetcher& fetcher, base::FetchedRange start)
      : name_(std::move(url)),
        url_(std::move(start.url)),
        fetcher_(fetcher),
        size_(start.size),
        version_(std::move(start.version)) {
    pieces_.push_back({0, std::move(start.bytes)});
  }

  static tl::unexpected<base::Error> other_bytes(std::string_view name) {
    return base::fail(base::ErrorKind::kIo,
                      fmt::format("{}: the server sent other bytes than it was asked for", name));
  }

  // Whatever kept the network from answering, it says nothing about the file.
  static base::Error failed(base::Error error) {
    error.kind = base::ErrorKind::kIo;
    return error;
  }

  std::size_t copy_kept(std::uint64_t offset, std::span<char> to) const {
    for (const Piece& piece : pieces_) {
      if (offset < piece.begin || offset - piece.begin >= piece.bytes.size()) continue;
      const auto at = static_cast<std::size_t>(offset - piece.begin);
      return piece.bytes.copy(to.data(), to.size(), at);
    }
    return 0;
  }

  /// Fetches some of what is wanted, and perhaps more for later.
  base::Result<std::size_t> fetch(std::uint64_t offset, std::span<char> to) const {
    const std::uint64_t wanted =
        std::min<std::uint64_t>(ahead_.size_for(offset, to.size()), size_ - offset);
    auto range = fetcher_.fetch_range(url_, offset, static_cast<std::size_t>(wanted));
    if (!range) return tl::unexpected(failed(std::move(range).error()));
    const bool is_same = range->size == size_ &&
                         (range->version == version_ || range->version.empty() || version_.empty());
    if (!is_same)
      return base::fail(base::ErrorKind::kIo, name_ + ": has changed while it was read");
    if (range->bytes.size() != wanted) return other_bytes(name_);
    const std::size_t done = range->bytes.copy(to.data(), to.size());
    if (range->bytes.size() <= kMostAhead) {
      if (pieces_.size() == kKept) pieces_.pop_front();
      pieces_.push_back({offset, std::move(range->bytes)});
    }
    return done;
  }

  std::string name_;
  std::string url_;  // where redirects led
  base::Fetcher& fetcher_;
  std::uint64_t size_;
  std::string version_;
  mutable ReadAhead ahead_;
  mutable std::deque<Piece> pieces_;  // the newest last
};

}  // namespace

base::Result<std::unique_ptr<Source>> open_url(std::string url, base::Fetcher& fetcher) {
  return RemoteSource::open(std::move(url), fetcher);
}

}  // namespace stacmlm::artifact

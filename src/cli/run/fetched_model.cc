// SPDX-License-Identifier: Apache-2.0
#include "cli/run/fetched_model.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "cli/opener.h"
#include "cli/progress.h"
#include "cli/remote_source.h"
#include "cli/unnamed_file.h"

namespace stacmlm::cli {
namespace {

using base::ErrorKind;

constexpr std::size_t kPiece = std::size_t{4} << 20U;
/// No model that is run here is larger.
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 30U;

class FetchedFiles {
 public:
  FetchedFiles(json::Value item, std::string folder, base::Fetcher* fetcher,
               const std::atomic<bool>& stop)
      : item_(item), folder_(std::move(folder)), fetcher_(fetcher), stop_(stop) {}

  base::Result<artifact::OpenedFile> open(const std::string& url) {
    auto known = files_.find(url);
    if (known == files_.end()) {
      if (fetcher_ == nullptr) {
        return base::fail(ErrorKind::kUnsupported,
                          fmt::format("{} is on another machine; `--allow-network {}` fetches it",
                                      url, host_of(url)));
      }
      auto file = fetch(url);
      if (!file) return tl::unexpected(std::move(file).error().during("fetching the model"));
      known = files_.emplace(url, *std::move(file)).first;
    }
    STACMLM_TRY(auto source, artifact::open_source(known->second.path()));
    return artifact::OpenedFile{std::move(source)};
  }

 private:
  base::Result<UnnamedFile> fetch(const std::string& url) {
    STACMLM_TRY(UnnamedFile file, UnnamedFile::create(folder_));
    STACMLM_TRY(base::FetchedRange piece, fetcher_->fetch_range(url, 0, kPiece));
    const std::uint64_t size = piece.size;
    const std::string version = piece.version;
    STACMLM_CHECK(check_size(url, size));
    Progress progress(true);
    for (std::uint64_t at = 0;;) {
      if (piece.size != size || piece.version != version)
        return base::fail(ErrorKind::kIo, url + ": it has changed while it was fetched");
      if (piece.bytes.empty() || piece.bytes.size() > size - at)
        return base::fail(ErrorKind::kIo, url + ": the server sends another number of bytes");
      STACMLM_CHECK(file.write(piece.bytes));
      at += piece.bytes.size();
      if (at == size) return file;
      if (stop_) return base::fail(ErrorKind::kIo, "stopped");
      if (progress.is_due())
        progress.show_line(fmt::format("{}: {} of {} MB", host_of(url), at >> 20U, size >> 20U));
      STACMLM_TRY(piece, fetcher_->fetch_range(url, at, kPiece));
    }
  }

  [[nodiscard]] base::Result<void> check_size(const std::string& url, std::uint64_t size) const {
    if (size == 0 || size > kMostBytes)
      return base::fail(ErrorKind::kLimitExceeded, fmt::format("{}: {} bytes", url, size));
    for (const json::Value asset : item_.find("assets").members()) {
      const json::Value stated = asset.find("file:size");
      if (!asset.find("href").equals(url) || !stated.is_number()) continue;
      if (stated.number() == static_cast<double>(size)) continue;
      return base::fail(ErrorKind::kInvalidDocument,
                        fmt::format("{}: it has {} bytes, and assets/{}/file:size is {}", url, size,
                                    asset.key(), stated.raw()));
    }
    return {};
  }

  json::Value item_;
  std::string folder_;
  base::Fetcher* fetcher_;
  const std::atomic<bool>& stop_;
  std::map<std::string, UnnamedFile> files_;
};

}  // namespace

artifact::Opener opener_to_run(const std::string& document, json::Value item, std::string folder,
                               base::Fetcher* fetcher, const std::atomic<bool>& stop) {
  auto files = std::make_shared<FetchedFiles>(item, std::move(folder), fetcher, stop);
  return [files, beside = artifact::open_beside(document)](std::string_view href) {
    return is_url(href) ? files->open(std::string(href)) : beside(href);
  };
}

}  // namespace stacmlm::cli

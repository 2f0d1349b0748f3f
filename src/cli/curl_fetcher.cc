// SPDX-License-Identifier: Apache-2.0
#include "cli/curl_fetcher.h"

#if STACMLM_WITH_CURL

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/curl_library.h"
#include "cli/range_answer.h"
#include "cli/redirect.h"

namespace stacmlm::cli {
namespace {

constexpr int kRedirects = 5;
constexpr long kConnectSeconds = 10;
constexpr long kSeconds = 60;

struct Body {
  std::string text;
  std::size_t limit;
};

std::size_t take(char* data, std::size_t, std::size_t size, void* to) {
  Body& body = *static_cast<Body*>(to);
  if (size > body.limit - body.text.size()) return 0;  // ends the transfer
  body.text.append(data, size);
  return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* to) {
  static_cast<RangeAnswer*>(to)->header({data, size});
  return size;
}

std::size_t take_part(char* data, std::size_t, std::size_t size, void* to) {
  return static_cast<RangeAnswer*>(to)->body({data, size}) ? size : 0;  // 0 ends the transfer
}

class CurlFetcher final : public base::Fetcher {
 public:
  explicit CurlFetcher(std::vector<std::string> hosts)
      : hosts_(std::move(hosts)), transfer_(curl.easy_init()) {}

  base::Result<std::string> fetch(std::string_view url, std::size_t limit) override {
    std::string at(url);
    for (int i = 0; i <= kRedirects; ++i) {
      Body body{{}, limit};
      STACMLM_TRY(std::string next, get(at, body));
      if (next.empty()) return std::move(body.text);
      STACMLM_CHECK(follow(at, std::move(next)));
    }
    return too_many_redirects(url);
  }

  base::Result<base::FetchedRange> fetch_range(std::string_view url, std::uint64_t offset,
                                               std::size_t size) override {
    std::string at(url);
    for (int i = 0; i <= kRedirects; ++i) {
      RangeAnswer answer(offset, size);
      STACMLM_TRY(std::string next, get_range(at, offset, size, answer));
      if (next.empty()) return as_range(at, answer);
      STACMLM_CHECK(follow(at, std::move(next)));
    }
    return too_many_redirects(url);
  }

 private:
  static tl::unexpected<base::Error> too_many_redirects(std::string_view url) {
    return base::fail(base::ErrorKind::kIo, fmt::format("{}: too many redirects", url));
  }

  static base::Result<void> follow(std::string& at, std::string next) {
    if (gives_up_encryption(at, next)) {
      return base::fail(base::ErrorKind::kIo,
                        fmt::format("{}: redirects to {}, which is not encrypted", at, next));
    }
    at = std::move(next);
    return {};
  }

  // Taken apart by the library that also connects, so that both mean the same host.
  [[nodiscard]] bool may_ask(const std::string& text) const {
    const CurlOwned<CURLU> url(curl.url());
    if (curl.url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return false;
    const std::string scheme = url_part(url.get(), CURLUPART_SCHEME);
    if (scheme != "https" && scheme != "http") return false;
    const std::string host = url_part(url.get(), CURLUPART_HOST);
    const std::string port = url_part(url.get(), CURLUPART_PORT);
    const std::string name = port.empty() ? host : fmt::format("{}:{}", host, port);
    return std::ranges::any_of(hosts_, [&](const std::string& allowed) {
      return curl.strequal(allowed.c_str(), name.c_str()) != 0;
    });
  }

  base::Result<void> begin(CURL* transfer, const std::string& url) const {
    if (!may_ask(url)) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("{}: --allow-network does not name its host", url));
    }
    curl.easy_setopt(transfer, CURLOPT_URL, url.c_str());
    curl.easy_setopt(transfer, CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(transfer, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl.easy_setopt(transfer, CURLOPT_TIMEOUT, kSeconds);
    curl.easy_setopt(transfer, CURLOPT_FOLLOWLOCATION, 0L);
    return {};
  }

  /// Where it redirects to, or nothing.
  static std::string next_of(CURL* transfer) {
    char* next = nullptr;
    curl.easy_getinfo(transfer, CURLINFO_REDIRECT_URL, &next);
    return next == nullptr ? "" : next;
  }

  base::Result<std::string> get(const std::string& url, Body& body) const {
    const CurlOwned<CURL> transfer(curl.easy_init());
    STACMLM_CHECK(begin(transfer.get(), url));
    curl.easy_setopt(transfer.get(), CURLOPT_FAILONERROR, 1L);
    curl.easy_setopt(transfer.get(), CURLOPT_ACCEPT_ENCODING, "");
    curl.easy_setopt(transfer.get(), CURLOPT_WRITEFUNCTION, &take);
    curl.easy_setopt(transfer.get(), CURLOPT_WRITEDATA, &body);
    const CURLcode code = curl.easy_perform(transfer.get());
    if (code == CURLE_WRITE_ERROR) {
      return base::fail(base::ErrorKind::kLimitExceeded,
                        fmt::format("{}: larger than {} bytes", url, body.limit));
    }
    if (code != CURLE_OK) {
      return base::fail(base::ErrorKind::kIo, fmt::format("{}: {}", url, curl.easy_strerror(code)));
    }
    return next_of(transfer.get());
  }

  base::Result<std::string> get_range(const std::string& url, std::uint64_t offset,
                                      std::size_t size, RangeAnswer& answer) const {
    CURL* const transfer = transfer_.get();
    curl.easy_reset(transfer);
    STACMLM_CHECK(begin(transfer, url));
    const std::string range = fmt::format("{}-{}", offset, offset + size - 1);
    curl.easy_setopt(transfer, CURLOPT_RANGE, range.c_str());
    curl.easy_setopt(transfer, CURLOPT_HEADERFUNCTION, &take_header);
    curl.easy_setopt(transfer, CURLOPT_HEADERDATA, &answer);
    curl.easy_setopt(transfer, CURLOPT_WRITEFUNCTION, &take_part);
    curl.easy_setopt(transfer, CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl.easy_perform(transfer);
    // A body that nobody wanted tells by the head what is wrong.
    if (code != CURLE_OK && code != CURLE_WRITE_ERROR) {
      return base::fail(base::ErrorKind::kIo, fmt::format("{}: {}", url, curl.easy_strerror(code)));
    }
    return next_of(transfer);
  }

  static base::Result<base::FetchedRange> as_range(const std::string& url, RangeAnswer& answer) {
    const auto size = answer.file_size();
    if (size) return base::FetchedRange{std::move(answer.bytes()), *size, answer.version(), url};
    if (answer.status() == 404 || answer.status() == 410) {
      return base::fail(base::ErrorKind::kNotFound, fmt::format("{}: no such file", url));
    }
    if (answer.is_whole_file()) {
      return base::fail(base::ErrorKind::kIo,
                        fmt::format("{}: the server does not send parts of files", url));
    }
    if (answer.status() >= 400) {
      return base::fail(base::ErrorKind::kIo,
                        fmt::format("{}: the server answers {}", url, answer.status()));
    }
    return base::fail(
        base::ErrorKind::kIo,
        fmt::format("{}: the server sent something else than the part that was asked for", url));
  }

  std::vector<std::string> hosts_;
  CurlOwned<CURL> transfer_;  // for ranges: one connection serves for many
};

}  // namespace

base::Result<std::unique_ptr<base::Fetcher>> make_curl_fetcher(std::vector<std::string> hosts) {
  if (auto loaded = load_curl(); !loaded) return tl::unexpected(std::move(loaded).error());
  return std::make_unique<CurlFetcher>(std::move(hosts));
}

}  // namespace stacmlm::cli

#else

namespace stacmlm::cli {

base::Result<std::unique_ptr<base::Fetcher>> make_curl_fetcher(std::vector<std::string>) {
  return base::fail(base::ErrorKind::kUnsupported, "built without curl");
}

}  // namespace stacmlm::cli

#endif

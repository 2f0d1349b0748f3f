// SPDX-License-Identifier: Apache-2.0
#include "cli/curl_fetcher.h"

#if STACMLM_WITH_CURL

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <string_view>

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

struct Release {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

std::string part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
  return Owned<char>(text).get();
}

class CurlFetcher final : public base::Fetcher {
 public:
  explicit CurlFetcher(std::vector<std::string> hosts) : hosts_(std::move(hosts)) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  }

  base::Result<std::string> fetch(std::string_view url, std::size_t limit) override {
    std::string at(url);
    for (int i = 0; i <= kRedirects; ++i) {
      STACMLM_TRY(Answer answer, get(at, limit));
      if (answer.next.empty()) return std::move(answer.body);
      at = std::move(answer.next);
    }
    return base::fail(base::ErrorKind::kIo, fmt::format("{}: too many redirects", url));
  }

 private:
  struct Answer {
    std::string body;
    std::string next;  // where it redirects to
  };

  // Taken apart by the library that also connects, so that both mean the same host.
  [[nodiscard]] bool may_ask(const std::string& text) const {
    const Owned<CURLU> url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return false;
    const std::string scheme = part(url.get(), CURLUPART_SCHEME);
    if (scheme != "https" && scheme != "http") return false;
    const std::string host = part(url.get(), CURLUPART_HOST);
    const std::string port = part(url.get(), CURLUPART_PORT);
    const std::string name = port.empty() ? host : fmt::format("{}:{}", host, port);
    return std::ranges::any_of(hosts_, [&](const std::string& allowed) {
      return curl_strequal(allowed.c_str(), name.c_str()) != 0;
    });
  }

  base::Result<Answer> get(const std::string& url, std::size_t limit) const {
    if (!may_ask(url)) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("{}: --allow-network does not name its host", url));
    }
    const Owned<CURL> curl(curl_easy_init());
    Body body{{}, limit};
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kSeconds);
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
    const CURLcode code = curl_easy_perform(curl.get());
    if (code == CURLE_WRITE_ERROR) {
      return base::fail(base::ErrorKind::kLimitExceeded,
                        fmt::format("{}: larger than {} bytes", url, limit));
    }
    if (code != CURLE_OK) {
      return base::fail(base::ErrorKind::kIo, fmt::format("{}: {}", url, curl_easy_strerror(code)));
    }
    char* next = nullptr;
    curl_easy_getinfo(curl.get(), CURLINFO_REDIRECT_URL, &next);
    return Answer{std::move(body.text), next == nullptr ? "" : next};
  }

  std::vector<std::string> hosts_;
};

}  // namespace

base::Result<std::unique_ptr<base::Fetcher>> make_curl_fetcher(std::vector<std::string> hosts) {
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

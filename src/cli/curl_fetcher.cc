// SPDX-License-Identifier: Apache-2.0
#include "cli/curl_fetcher.h"

#if STACMLM_WITH_CURL

#include <curl/curl.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <type_traits>

namespace stacmlm::cli {
namespace {

constexpr int kRedirects = 5;
constexpr long kConnectSeconds = 10;
constexpr long kSeconds = 60;

// What is used of libcurl. It is loaded when a host may be asked, and not with the program: it
// comes with some thirty libraries, which take longer to load than a document takes to check.
struct Curl {
  decltype(&curl_global_init) global_init = nullptr;
  decltype(&curl_easy_init) easy_init = nullptr;
  decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&curl_easy_setopt) easy_setopt = nullptr;
  decltype(&curl_easy_perform) easy_perform = nullptr;
  decltype(&curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&curl_easy_strerror) easy_strerror = nullptr;
  decltype(&curl_url) url = nullptr;
  decltype(&curl_url_cleanup) url_cleanup = nullptr;
  decltype(&curl_url_get) url_get = nullptr;
  decltype(&curl_url_set) url_set = nullptr;
  decltype(&curl_free) free = nullptr;
  decltype(&curl_strequal) strequal = nullptr;
};

Curl curl;  // its functions, once load_curl() has succeeded

base::Result<void> load_curl() {
  constexpr const char* kName = "libcurl.so.4";
  const auto missing = [&] {
    const char* why = ::dlerror();
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{} cannot be used: {}", kName, why == nullptr ? "" : why));
  };
  void* library = ::dlopen(kName, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return missing();
  const auto find = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::decay_t<decltype(function)>>(::dlsym(library, name));
    return function != nullptr;
  };
  const bool is_whole =
      find(curl.global_init, "curl_global_init") && find(curl.easy_init, "curl_easy_init") &&
      find(curl.easy_cleanup, "curl_easy_cleanup") && find(curl.easy_setopt, "curl_easy_setopt") &&
      find(curl.easy_perform, "curl_easy_perform") &&
      find(curl.easy_getinfo, "curl_easy_getinfo") &&
      find(curl.easy_strerror, "curl_easy_strerror") && find(curl.url, "curl_url") &&
      find(curl.url_cleanup, "curl_url_cleanup") && find(curl.url_get, "curl_url_get") &&
      find(curl.url_set, "curl_url_set") && find(curl.free, "curl_free") &&
      find(curl.strequal, "curl_strequal");
  if (!is_whole) return missing();
  curl.global_init(CURL_GLOBAL_DEFAULT);
  return {};
}

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
  void operator()(CURL* handle) const { curl.easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl.url_cleanup(url); }
  void operator()(char* text) const { curl.free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

std::string part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl.url_get(url, which, &text, 0) != CURLUE_OK) return {};
  return Owned<char>(text).get();
}

class CurlFetcher final : public base::Fetcher {
 public:
  explicit CurlFetcher(std::vector<std::string> hosts) : hosts_(std::move(hosts)) {}

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
    const Owned<CURLU> url(curl.url());
    if (curl.url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return false;
    const std::string scheme = part(url.get(), CURLUPART_SCHEME);
    if (scheme != "https" && scheme != "http") return false;
    const std::string host = part(url.get(), CURLUPART_HOST);
    const std::string port = part(url.get(), CURLUPART_PORT);
    const std::string name = port.empty() ? host : fmt::format("{}:{}", host, port);
    return std::ranges::any_of(hosts_, [&](const std::string& allowed) {
      return curl.strequal(allowed.c_str(), name.c_str()) != 0;
    });
  }

  base::Result<Answer> get(const std::string& url, std::size_t limit) const {
    if (!may_ask(url)) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("{}: --allow-network does not name its host", url));
    }
    const Owned<CURL> transfer(curl.easy_init());
    Body body{{}, limit};
    curl.easy_setopt(transfer.get(), CURLOPT_URL, url.c_str());
    curl.easy_setopt(transfer.get(), CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(transfer.get(), CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl.easy_setopt(transfer.get(), CURLOPT_TIMEOUT, kSeconds);
    curl.easy_setopt(transfer.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl.easy_setopt(transfer.get(), CURLOPT_FAILONERROR, 1L);
    curl.easy_setopt(transfer.get(), CURLOPT_ACCEPT_ENCODING, "");
    curl.easy_setopt(transfer.get(), CURLOPT_WRITEFUNCTION, &take);
    curl.easy_setopt(transfer.get(), CURLOPT_WRITEDATA, &body);
    const CURLcode code = curl.easy_perform(transfer.get());
    if (code == CURLE_WRITE_ERROR) {
      return base::fail(base::ErrorKind::kLimitExceeded,
                        fmt::format("{}: larger than {} bytes", url, limit));
    }
    if (code != CURLE_OK) {
      return base::fail(base::ErrorKind::kIo, fmt::format("{}: {}", url, curl.easy_strerror(code)));
    }
    char* next = nullptr;
    curl.easy_getinfo(transfer.get(), CURLINFO_REDIRECT_URL, &next);
    return Answer{std::move(body.text), next == nullptr ? "" : next};
  }

  std::vector<std::string> hosts_;
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

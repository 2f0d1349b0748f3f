// SPDX-License-Identifier: Apache-2.0
// What is used of libcurl. It is loaded when a host may be asked, and not with the program: it
// comes with some thirty libraries, which take longer to load than a document takes to check.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

struct Curl {
  decltype(&curl_global_init) global_init = nullptr;
  decltype(&curl_easy_init) easy_init = nullptr;
  decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&curl_easy_reset) easy_reset = nullptr;
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

/// Its functions, once load_curl() has succeeded.
extern Curl curl;

base::Result<void> load_curl();

struct CurlRelease {
  void operator()(CURL* handle) const { curl.easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl.url_cleanup(url); }
  void operator()(char* text) const { curl.free(text); }
};
template <class T>
using CurlOwned = std::unique_ptr<T, CurlRelease>;

/// A part of a URL, empty if it has none.
std::string url_part(CURLU* url, CURLUPart which);

}  // namespace stacmlm::cli
